package dev.daemonspring.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process that a worker starts. It carries the worker process's pid in its environment,
 * so that it is found wherever it has gone.
 */
enum ChaosSubprocess {

	/**
	 * A plain child.
	 */
	CHILD("exec sleep 1000"),

	/**
	 * One that has left its parent, and whose parent has ended.
	 */
	DAEMON("(setsid sleep 1000 &) &"),

	/**
	 * One that does not hear SIGTERM.
	 */
	DEAF("trap '' TERM; while :; do sleep 1; done"),

	/**
	 * One that reads its standard input to the end.
	 */
	READER("exec cat"),

	/**
	 * A JVM that does.
	 */
	JVM("exec \"$JAVA\" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx16m -cp \"$CLASSES\" '" + Reader.class.getName()
			+ "'");

	private static final String VARIABLE = "DAEMON_CHAOS";

	private static final String SEPARATOR = " of ";

	private final String script;

	ChaosSubprocess(String script) {
		this.script = script;
	}

	/**
	 * Start the process with the streams of the current one, and wait for what reads.
	 * @param run what tells the processes of a run from those of others
	 */
	void start(String run) throws IOException, InterruptedException {
		ProcessBuilder builder = new ProcessBuilder("sh", "-c", this.script).inheritIO();
		builder.environment().put(VARIABLE, ProcessHandle.current().pid() + SEPARATOR + run);
		builder.environment().put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
		builder.environment().put("CLASSES", System.getProperty("java.class.path"));
		Process process = builder.start();
		if (this == READER || this == JVM) {
			process.waitFor(1, TimeUnit.SECONDS);
		}
	}

	/**
	 * Return the pids of the worker processes that have started what lives, one for each
	 * process that does.
	 */
	static List<Long> owners(String run) throws IOException {
		List<Long> owners = new ArrayList<>();
		try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
			for (Path process : processes) {
				for (String variable : environment(process)) {
					if (variable.startsWith(VARIABLE + "=") && variable.endsWith(SEPARATOR + run)) {
						owners
							.add(Long.valueOf(variable.substring(VARIABLE.length() + 1, variable.indexOf(SEPARATOR))));
					}
				}
			}
		}
		return owners;
	}

	private static String[] environment(Path process) {
		try {
			return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1).split("\0");
		}
		catch (IOException ex) {
			return new String[0];
		}
	}

	/**
	 * Reads its standard input to the end.
	 */
	static final class Reader {

		private Reader() {
		}

		public static void main(String[] args) throws IOException {
			System.in.readAllBytes();
		}

	}

}
