package dev.daemonspring.cli;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.time.Duration;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/**
 * Ends a daemon.
 */
@Command(name = "shutdown",
		description = "Ends the daemon in a controlled way: every worker finishes its iteration and spins down.",
		footer = { "  daemonctl shutdown --wait", "  daemonctl shutdown --daemon 4711" })
class ShutdownCommand extends DaemonCommand {

	@Option(names = "--wait", description = "Return when the daemon has ended.")
	private boolean wait;

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", showDefaultValue = Visibility.ALWAYS,
			description = "How long to wait at most.")
	private double timeout;

	ShutdownCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() {
		Duration limit = Limits.seconds(this, this.timeout);
		FoundDaemon daemon = look().one(List.of());
		new ControlClient(daemon).call(ControlClient.ANSWER, "daemon.shutdown");
		if (this.wait && !new Waiting(daemon, limit).poll(() -> hasEnded(daemon))) {
			throw new CommandLineException(ExitCodes.REFUSED,
					"Daemon %d has not ended within %s.".formatted(daemon.pid(), Durations.fine(limit.toNanos())));
		}
		terminal().line("Daemon %d %s".formatted(daemon.pid(), this.wait ? "has ended" : "ends"));
		return ExitCodes.DONE;
	}

	/**
	 * In a servlet container the process does not end. The region is removed in any case.
	 */
	private static boolean hasEnded(FoundDaemon daemon) {
		return !Files.exists(daemon.file(), LinkOption.NOFOLLOW_LINKS)
				|| FoundDaemon.read(daemon.file()).state() == DaemonState.DEAD;
	}

}
