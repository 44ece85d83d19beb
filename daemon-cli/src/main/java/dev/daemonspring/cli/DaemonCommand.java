package dev.daemonspring.cli;

import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What commands about daemons have in common.
 */
@Command(mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n")
abstract class DaemonCommand implements Callable<Integer> {

	private final CommandContext context;

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Option(names = "--daemon", paramLabel = "PID|DIRECTORY",
			description = "The daemon: the id of its process, its 'daemon.directory', or the file of its region.")
	private @Nullable String daemon;

	DaemonCommand(CommandContext context) {
		this.context = context;
	}

	Terminal terminal() {
		return this.context.terminal();
	}

	CommandContext context() {
		return this.context;
	}

	/**
	 * Look for daemons.
	 */
	DaemonSelection look() {
		return DaemonSelection.of(this.context.finder(), this.daemon);
	}

	/**
	 * Return an exception for a command line that is wrong.
	 */
	ParameterException usage(String message) {
		return new ParameterException(this.spec.commandLine(), message);
	}

	/**
	 * Tell what was found and can't be read.
	 */
	void tellProblems(DaemonSelection selection) {
		for (FoundDaemon found : selection.found()) {
			if (found.problem() != null) {
				terminal().error(found.problem());
			}
		}
	}

}
