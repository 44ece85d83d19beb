package dev.daemonspring.host;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The daemon as process 1 of a container. A process whose parent is gone becomes a child
 * of process 1, which is to take its exit when it ends; a JVM does that only for
 * processes that it has started itself. What ends stays in the table of processes as a
 * zombie then. That is told, with the remedy, at the start and when there are some.
 */
public final class InitProcess implements Runnable {

	private static final Log logger = LogFactory.getLog(InitProcess.class);

	private static final String REMEDY = "Run the container with an init: 'docker run --init', 'init: true' of Compose,"
			+ " 'shareProcessNamespace: true' of a pod, or tini as its entry point.";

	private static final int MANY = 10;

	private final Path proc;

	private int told = MANY;

	InitProcess(Path proc) {
		this.proc = proc;
	}

	/**
	 * Return whether this process is process 1.
	 */
	public static boolean isThisProcess() {
		return ProcessHandle.current().pid() == 1;
	}

	/**
	 * Return a look for zombies, to be repeated about once a minute.
	 */
	public static InitProcess ofThisSystem() {
		return new InitProcess(Path.of("/proc"));
	}

	/**
	 * Tell, at the start, what a JVM does not do as process 1.
	 */
	public void tell() {
		logger.info(
				"This JVM is process 1 of its container. If workers start processes whose parents end before them, these"
						+ " stay in the table of processes when they end. " + REMEDY);
	}

	@Override
	public void run() {
		int zombies = zombies();
		if (zombies >= this.told) {
			// The next time when there are far more
			this.told = 10 * zombies;
			logger.warn(
					"%d processes have ended whose exit nobody takes, because this JVM is process 1 of its container. %s"
						.formatted(zombies, REMEDY));
		}
	}

	private int zombies() {
		int zombies = 0;
		try (DirectoryStream<Path> processes = Files.newDirectoryStream(this.proc, "[0-9]*")) {
			for (Path process : processes) {
				zombies += isZombie(process) ? 1 : 0;
			}
		}
		catch (IOException | RuntimeException ex) {
			// As many as could be counted
		}
		return zombies;
	}

	/**
	 * The state and the parent follow the name, which stands in parentheses and may have
	 * any characters.
	 */
	private static boolean isZombie(Path process) {
		try {
			String stat = Files.readString(process.resolve("stat"));
			String[] fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
			return fields[0].equals("Z") && fields[1].equals("1");
		}
		catch (IOException | RuntimeException ex) {
			// Gone
			return false;
		}
	}

}
