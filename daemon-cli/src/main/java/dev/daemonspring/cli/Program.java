package dev.daemonspring.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/**
 * Parses a command line and runs the command. Whatever happens, it returns one of
 * {@link ExitCodes}.
 */
final class Program {

	private final CommandContext context;

	Program(CommandContext context) {
		this.context = context;
	}

	static Program ofSystem() {
		Terminal terminal = Terminal.ofSystem();
		Map<String, String> environment = System.getenv();
		return new Program(new CommandContext(terminal, DaemonFinder.ofSystem(environment)));
	}

	int run(String... args) {
		int exitCode = commandLine(names(args)).execute(args);
		this.context.terminal().flush();
		return exitCode;
	}

	/**
	 * Return the names of the commands that are needed: to look through the annotations
	 * of all of them takes longer than to carry out one.
	 */
	private static List<String> names(String[] args) {
		return (args.length > 0 && Commands.NAMES.contains(args[0])) ? List.of(args[0]) : Commands.NAMES;
	}

	private CommandLine commandLine(List<String> names) {
		Terminal terminal = this.context.terminal();
		CommandLine commandLine = new CommandLine(new DaemonCtlCommand());
		names.forEach((name) -> commandLine.addSubcommand(name, Commands.create(name, this.context)));
		return commandLine.setOut(terminal.out())
			.setErr(terminal.err())
			.setColorScheme(Help.defaultColorScheme(terminal.hasColours() ? Ansi.ON : Ansi.OFF))
			.setExpandAtFiles(false)
			.setExecutionExceptionHandler(this::handle);
	}

	private int handle(Exception exception, CommandLine commandLine, ParseResult result) throws Exception {
		if (exception instanceof CommandLineException failure) {
			this.context.terminal().error(String.valueOf(failure.getMessage()));
			return failure.exitCode();
		}
		this.context.terminal().error("Unexpected: " + exception);
		Arrays.stream(exception.getStackTrace())
			.limit(5)
			.forEach((element) -> this.context.terminal().error("  at " + element));
		return ExitCodes.REFUSED;
	}

	/**
	 * Return the whole command line, for what describes it.
	 */
	static CommandLine describe(CommandContext context) {
		return new Program(context).commandLine(Commands.NAMES);
	}

}
