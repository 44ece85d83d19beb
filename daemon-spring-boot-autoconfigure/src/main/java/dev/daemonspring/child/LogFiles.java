package dev.daemonspring.child;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

import dev.daemonspring.protocol.BootstrapMessage;

/**
 * The log files of a worker process: whatever files a configuration of the logging system
 * names, the process writes and rolls files of its own, since two processes can't share
 * one. Where the configuration names the worker itself it is left alone.
 */
final class LogFiles {

	/**
	 * Property of the system and of the environment, and key of the mapped diagnostic
	 * context, with the name of the worker.
	 */
	static final String WORKER = "daemon.worker";

	private static final String LOGBACK = "logback.configurationFile";

	private static final Map<String, String> own = new LinkedHashMap<>();

	private static LogFileName name = new LogFileName(BootstrapMessage.STANDBY);

	private static @Nullable String boots;

	private static @Nullable String configuration;

	private static @Nullable String substitute;

	private static boolean discarded;

	private LogFiles() {
	}

	/**
	 * Give the process log files of its own from now on. To be called before the logging
	 * system is first used.
	 * @param label how the log names the process
	 */
	static synchronized void install(String label) {
		owner(label);
		if (ClassUtils.isPresent("org.apache.logging.log4j.core.config.composite.CompositeConfiguration", null)) {
			Log4j2Files.install();
		}
		if (isLogbackPresent()) {
			readAppending();
		}
		rewrite();
	}

	/**
	 * Logback reads its configuration by itself when it is first used, before Boot does.
	 */
	private static void readAppending() {
		String appending = substitute(System.getProperty(LOGBACK));
		if (appending != null) {
			String configured = System.setProperty(LOGBACK, appending);
			rewrite();
			if (configured != null) {
				System.setProperty(LOGBACK, configured);
			}
			else {
				System.clearProperty(LOGBACK);
			}
		}
	}

	/**
	 * Return the configuration that the logging system is to read in the place of the
	 * application's.
	 * @param location the value of {@code logging.config}
	 * @return the configuration, or {@code null} for the application's
	 */
	static synchronized @Nullable String substitute(@Nullable String location) {
		substitute = isLogbackPresent() ? LogbackFiles.appending(location) : null;
		return substitute;
	}

	/**
	 * It was read, and a process that is killed deletes nothing.
	 */
	private static synchronized void deleteSubstitute() {
		String read = substitute;
		substitute = null;
		if (read != null) {
			Path.of(read).toFile().delete();
		}
	}

	private static boolean isLogbackPresent() {
		return ClassUtils.isPresent("ch.qos.logback.classic.LoggerContext", null)
				&& ClassUtils.isPresent("org.slf4j.LoggerFactory", null);
	}

	/**
	 * Rewrite the files of a configuration that was just read.
	 */
	static void rewrite() {
		if (isLogbackPresent()) {
			LogbackFiles.rewriteCurrent();
			deleteSubstitute();
		}
	}

	/**
	 * Name the owner of the files. A standby is one of several.
	 * @param label how the log names the process
	 * @return the owner
	 */
	static synchronized String owner(String label) {
		discarded = label.equals(BootstrapMessage.TRAINING);
		String owner = label.equals(BootstrapMessage.STANDBY) ? label + "-" + ProcessHandle.current().pid() : label;
		name = new LogFileName(owner);
		System.setProperty(WORKER, owner);
		return owner;
	}

	/**
	 * Return whether nothing is to be logged into files.
	 * @return whether log files are discarded
	 */
	static synchronized boolean discarded() {
		return discarded;
	}

	/**
	 * Return the names of the files of the process.
	 * @return the names
	 */
	static synchronized LogFileName name() {
		return name;
	}

	/**
	 * Return the file of the process and remember it.
	 * @param file the configured file
	 * @return the file of the process
	 */
	static synchronized String ofFile(String file) {
		String owned = name.ofFile(file);
		own.put(file, owned);
		return owned;
	}

	/**
	 * Return the file of the process in the place of Boot's own.
	 * @param file the configured {@code logging.file.name}
	 * @return the file of the process
	 */
	static synchronized String ofBootsFile(String file) {
		String owned = ofFile(file);
		boots = owned;
		return owned;
	}

	/**
	 * Return whether the file is the one that {@code logging.file.name} names, which is
	 * that of the process already.
	 * @param file the file, or the pattern of rolled ones
	 * @return whether it is Boot's
	 */
	static synchronized boolean isBoots(String file) {
		return boots != null && file.startsWith(boots);
	}

	/**
	 * Return whether the file is none that could be rolled, such as {@code /dev/stdout}
	 * or a named pipe, which processes can share.
	 * @param file the file
	 * @return whether it is a device
	 */
	static boolean isDevice(String file) {
		if (file.startsWith("/dev/") || file.startsWith("/proc/")) {
			return true;
		}
		try {
			return Files.readAttributes(Path.of(file), BasicFileAttributes.class).isOther();
		}
		catch (IOException | InvalidPathException ex) {
			return false;
		}
	}

	/**
	 * Note where the application's configuration of the logging system is.
	 * @param location the value of {@code logging.config}
	 */
	static synchronized void configuration(@Nullable String location) {
		configuration = location;
	}

	/**
	 * Return where the application's configuration of the logging system is.
	 * @return the value of {@code logging.config}
	 */
	static synchronized @Nullable String configuration() {
		return configuration;
	}

	/**
	 * Return whether any file was rewritten.
	 * @return whether there are files of the process
	 */
	static synchronized boolean any() {
		return !own.isEmpty();
	}

	/**
	 * Move what was logged until now to the files of a worker. The logging system must
	 * have closed the files.
	 * @param label the name of the worker
	 */
	static synchronized void moveTo(String label) {
		Map<String, String> former = new LinkedHashMap<>(own);
		own.clear();
		owner(label);
		former.forEach((configured, file) -> move(Path.of(file), Path.of(name.ofFile(configured))));
	}

	/**
	 * Move the content of a file to the end of another.
	 * @param file the file
	 * @param target the other file
	 */
	static void move(Path file, Path target) {
		try {
			if (!Files.exists(file) || file.equals(target)) {
				return;
			}
			if (Files.size(file) > 0) {
				append(file, target);
			}
			Files.delete(file);
		}
		catch (IOException ex) {
			// Not logged: there is no log at this moment, and the file stays as it is
		}
	}

	private static void append(Path file, Path target) throws IOException {
		try (InputStream in = Files.newInputStream(file);
				OutputStream out = Files.newOutputStream(target, StandardOpenOption.CREATE,
						StandardOpenOption.APPEND)) {
			in.transferTo(out);
		}
	}

	/**
	 * Return a file that goes with the process, for one that keeps no log.
	 * @return the file
	 */
	static String temporary() {
		return temporary("", ".log");
	}

	/**
	 * Return a file that goes with the process.
	 * @param content what is in it
	 * @param extension how its name ends
	 * @return the file
	 */
	static String temporary(String content, String extension) {
		try {
			Path file = Files.createTempFile("daemon", extension);
			file.toFile().deleteOnExit();
			Files.writeString(file, content);
			return file.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
