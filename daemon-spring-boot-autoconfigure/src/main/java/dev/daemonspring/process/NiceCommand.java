package dev.daemonspring.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code nice}, by which a process gets its niceness. Small images do not
 * have it.
 */
public final class NiceCommand {

	private static final Log logger = LogFactory.getLog(NiceCommand.class);

	private static final String NAME = "nice";

	private static final AtomicBoolean told = new AtomicBoolean();

	private NiceCommand() {
	}

	/**
	 * Return whether this system has the command.
	 */
	public static boolean isAvailable() {
		return isOn(System.getenv().getOrDefault("PATH", ""));
	}

	static boolean isOn(String path) {
		return Arrays.stream(path.split(File.pathSeparator))
			.filter((directory) -> !directory.isEmpty())
			.anyMatch((directory) -> Files.isExecutable(Path.of(directory, NAME)));
	}

	/**
	 * Return a command that runs another with a niceness. Without {@code nice}, it has
	 * that of the daemon, and that is told once.
	 * @param niceness the niceness, or {@code null} for the daemon's own
	 * @param command the command and its arguments
	 */
	static List<String> of(@Nullable Integer niceness, List<String> command) {
		if (niceness == null) {
			return command;
		}
		if (!isAvailable()) {
			if (told.compareAndSet(false, true)) {
				logger.warn("There is no program 'nice' on the PATH. Worker processes have the niceness of the daemon,"
						+ " whatever is configured.");
			}
			return command;
		}
		List<String> niced = new ArrayList<>(List.of(NAME, "-n", niceness.toString()));
		niced.addAll(command);
		return niced;
	}

}
