package dev.daemonspring.cli;

import java.util.concurrent.Callable;

import picocli.AutoComplete;
import picocli.CommandLine.Command;

/**
 * Writes what completes command lines.
 */
@Command(name = "completion", mixinStandardHelpOptions = true,
		description = "Writes a script by which bash completes commands and options.", footerHeading = "%nExamples:%n",
		footer = "  source <(daemonctl completion)")
class CompletionCommand implements Callable<Integer> {

	private final CommandContext context;

	CompletionCommand(CommandContext context) {
		this.context = context;
	}

	@Override
	public Integer call() {
		this.context.terminal().line(AutoComplete.bash("daemonctl", Program.describe(this.context)));
		return ExitCodes.DONE;
	}

}
