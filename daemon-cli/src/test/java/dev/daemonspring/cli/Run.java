package dev.daemonspring.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;

/**
 * A run of the program within the test.
 *
 * @param exitCode its exit code
 * @param out what it wrote to its standard output
 * @param err what it wrote to its standard error
 */
record Run(int exitCode, String out, String err) {

	/**
	 * Run a command that looks for daemons in a directory.
	 */
	static Run of(Path directory, String... args) {
		return of(directory, false, args);
	}

	static Run of(Path directory, boolean colours, String... args) {
		StringWriter out = new StringWriter();
		StringWriter err = new StringWriter();
		Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, colours);
		int exitCode = new Program(new CommandContext(terminal, new DaemonFinder(List.of(directory)))).run(args);
		return new Run(exitCode, out.toString(), err.toString());
	}

}
