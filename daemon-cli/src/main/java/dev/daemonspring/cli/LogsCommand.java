package dev.daemonspring.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Tells where a worker's log is, or follows it.
 */
@Command(name = "logs", description = "Tells where the process of a worker writes its log, or follows that file.",
		footer = { "  daemonctl logs handyman", "  daemonctl logs handyman --follow --lines 100" })
class LogsCommand extends DaemonCommand {

	private static final long PAUSE_MILLIS = 200;

	@Parameters(arity = "1", paramLabel = "WORKER", description = "The worker, or one instance.")
	private String name = "";

	@Option(names = { "-f", "--follow" }, description = "Write the end of the file, and what comes, until interrupted.")
	private boolean follow;

	@Option(names = { "-n", "--lines" }, paramLabel = "LINES", defaultValue = "10",
			showDefaultValue = Visibility.ALWAYS, description = "How many lines of the end to begin with.")
	private int lines;

	LogsCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() throws IOException, InterruptedException {
		if (this.lines < 0) {
			throw usage("--lines is '%d'; it must not be negative.".formatted(this.lines));
		}
		FoundDaemon daemon = look().one(List.of(this.name));
		Set<Path> files = new LinkedHashSet<>();
		for (WorkerView worker : daemon.named(List.of(this.name))) {
			Long pid = worker.pid();
			if (pid == null) {
				terminal().error("Worker '%s' has no process: it is %s.".formatted(worker.name(), worker.state()));
			}
			else {
				OutputFiles output = OutputFiles.of(pid, daemon.directory());
				files.addAll(output.logs());
				Path redirected = output.standardOutputFile();
				if (output.logs().isEmpty() && redirected != null) {
					files.add(redirected);
				}
				tell(worker, pid, output);
			}
		}
		if (!this.follow) {
			return ExitCodes.DONE;
		}
		if (files.size() != 1) {
			throw new CommandLineException(ExitCodes.REFUSED, files.isEmpty()
					? "There is no file to follow. Set 'logging.file.name', or look where the standard output goes."
					: "There are %d files: %s. Name one instance, or use 'tail -f'.".formatted(files.size(), files));
		}
		follow(files.iterator().next());
		return ExitCodes.DONE;
	}

	private void tell(WorkerView worker, long pid, OutputFiles output) {
		if (this.follow) {
			return;
		}
		output.logs().forEach((log) -> terminal().line("%s: %s".formatted(worker.name(), log)));
		terminal().line("%s: standard output: %s".formatted(worker.name(), inWords(pid, output.standardOutput())));
	}

	private static String inWords(long pid, @Nullable String standardOutput) {
		if (standardOutput == null) {
			return "not known";
		}
		if (standardOutput.startsWith("socket:")) {
			return "the journal, if systemd has started the daemon: journalctl _PID=%d".formatted(pid);
		}
		return standardOutput.startsWith("pipe:")
				? "a pipe to what has started the daemon, such as a container's engine" : standardOutput;
	}

	private void follow(Path file) throws IOException, InterruptedException {
		try (FollowedFile followed = new FollowedFile(file, System.out)) {
			followed.toLastLines(this.lines);
			while (!System.out.checkError()) {
				followed.copy();
				TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
			}
		}
	}

}
