package dev.daemonspring.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where commands write to. Confined to one thread.
 */
final class Terminal {

	private static final Path STANDARD_OUTPUT = Path.of("/proc/self/fd/1");

	private static final String RESET = "\033[0m";

	private static final String CLEAR = "\033[H\033[2J\033[3J";

	private final PrintWriter out;

	private final PrintWriter err;

	private final boolean interactive;

	private final boolean colours;

	/**
	 * Create a terminal.
	 * @param interactive whether somebody looks at it, as opposed to a file or a pipe
	 * @param colours whether colours are wanted
	 */
	Terminal(PrintWriter out, PrintWriter err, boolean interactive, boolean colours) {
		this.out = out;
		this.err = err;
		this.interactive = interactive;
		this.colours = colours;
	}

	static Terminal ofSystem() {
		boolean interactive = isOutputInteractive();
		return new Terminal(new PrintWriter(System.out, true), new PrintWriter(System.err, true), interactive,
				interactive && allowsColours(System.getenv()));
	}

	/**
	 * Return whether the environment allows colours: see
	 * <a href="https://no-color.org">no-color.org</a>.
	 */
	static boolean allowsColours(Map<String, String> environment) {
		return environment.getOrDefault("NO_COLOR", "").isEmpty()
				&& !environment.getOrDefault("TERM", "dumb").equals("dumb");
	}

	/**
	 * Return whether the standard output is a terminal. Where the kernel tells, the JDK
	 * is not asked: some versions load an editor of lines for that.
	 */
	private static boolean isOutputInteractive() {
		try {
			if (Files.isSymbolicLink(STANDARD_OUTPUT)) {
				String target = Files.readSymbolicLink(STANDARD_OUTPUT).toString();
				return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
			}
		}
		catch (IOException ex) {
			// Ask the JDK
		}
		return System.console() != null && Runtime.version().feature() < 22;
	}

	PrintWriter out() {
		return this.out;
	}

	PrintWriter err() {
		return this.err;
	}

	boolean isInteractive() {
		return this.interactive;
	}

	boolean hasColours() {
		return this.colours;
	}

	void line(String line) {
		this.out.println(line);
	}

	void error(String line) {
		this.out.flush();
		this.err.println(line);
	}

	/**
	 * Clear the screen, if there is one.
	 */
	void clear() {
		if (this.interactive) {
			this.out.print(CLEAR);
		}
	}

	void flush() {
		this.out.flush();
		this.err.flush();
	}

	String paint(Colour colour, String text) {
		return this.colours ? colour.code + text + RESET : text;
	}

	/**
	 * What a colour says.
	 */
	enum Colour {

		/**
		 * All is well.
		 */
		GOOD("\033[32m"),

		/**
		 * It is as somebody wanted it, or on its way.
		 */
		NOTE("\033[33m"),

		/**
		 * It is wrong.
		 */
		BAD("\033[31m"),

		/**
		 * It is a heading.
		 */
		HEADING("\033[1m");

		private final String code;

		Colour(String code) {
			this.code = code;
		}

	}

}
