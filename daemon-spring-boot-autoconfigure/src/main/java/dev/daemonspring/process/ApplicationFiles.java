package dev.daemonspring.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The jars of the application, as they were when the daemon started: processes that start
 * after one of them has changed run code that differs from the daemon's. Thread-safe.
 */
final class ApplicationFiles {

	private static final Log logger = LogFactory.getLog(ApplicationFiles.class);

	private final Map<Path, Stamp> jars;

	private final Consumer<String> warn;

	private boolean warned;

	/**
	 * Look at the jars as they are now.
	 * @param classPath the class path, whose directories are ignored
	 * @param warn accepts the warning, without blocking
	 */
	ApplicationFiles(String classPath, Consumer<String> warn) {
		this.jars = jars(classPath);
		this.warn = warn;
	}

	/**
	 * Look at the jars as they are now; warnings go to the log.
	 * @param classPath the class path, whose directories are ignored
	 */
	static ApplicationFiles of(String classPath) {
		return new ApplicationFiles(classPath, ApplicationFiles::log);
	}

	private static Map<Path, Stamp> jars(String classPath) {
		Map<Path, Stamp> jars = new LinkedHashMap<>();
		for (String entry : classPath.split(File.pathSeparator)) {
			Path path = Path.of(entry).toAbsolutePath();
			Stamp stamp = stamp(path);
			if (stamp != null) {
				jars.put(path, stamp);
			}
		}
		return jars;
	}

	private static @Nullable Stamp stamp(Path path) {
		try {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
			return attributes.isRegularFile() ? new Stamp(attributes.size(), attributes.lastModifiedTime()) : null;
		}
		catch (IOException ex) {
			return null;
		}
	}

	/**
	 * Warn, once only, if a jar has changed.
	 */
	synchronized void check() {
		if (this.warned) {
			return;
		}
		for (Map.Entry<Path, Stamp> jar : this.jars.entrySet()) {
			if (!jar.getValue().equals(stamp(jar.getKey()))) {
				this.warned = true;
				this.warn.accept(("'%s' has changed since the daemon started: worker processes that start from now on"
						+ " run other code than the daemon, or fail to start. Restart the daemon; to deploy, put new"
						+ " files next to the old ones instead of overwriting those of a running application.")
					.formatted(jar.getKey()));
				return;
			}
		}
	}

	/**
	 * Log on another thread: starting a process must not wait for the log.
	 */
	private static void log(String warning) {
		Thread thread = new Thread(() -> logger.warn(warning), "daemon-files");
		thread.setDaemon(true);
		thread.start();
	}

	/**
	 * The size and the modification time of a file.
	 *
	 * @param size the size in bytes
	 * @param modified when the file was last modified
	 */
	private record Stamp(long size, FileTime modified) {
	}

}
