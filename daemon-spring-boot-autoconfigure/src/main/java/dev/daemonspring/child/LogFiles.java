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
 * The log files of a worker process. Whatever files a configuration of the logging system
 * names, the process writes and rolls files of its own, because two processes can't share
 * one. File names in which the configuration itself uses the name of the worker are left
 * alone. Thread-safe.
 */
final class LogFiles {

	/**
	 * The system property, and property of the environment, that holds the name of the
	 * worker.
	 */
	static final String WORKER = "daemon.worker";

	private static final String LOGBACK = "logback.configurationFile";

	private final Map<String, String> own = new LinkedHashMap<>();

	private final @Nullable LogbackFiles logback = isLogbackPresent() ? new LogbackFiles(this) : null;

	private LogFileName name = new LogFileName(BootstrapMessage.STANDBY);

	private @Nullable String bootFile;

	private @Nullable String configuration;

	private @Nullable String substitute;

	private boolean discarded;

	/**
	 * Redirect the logging system to files of the process's own from now on. To be called
	 * before the logging system is first used.
	 * @param label the name of the process in its log
	 */
	synchronized void install(String label) {
		owner(label);
		if (ClassUtils.isPresent("org.apache.logging.log4j.core.config.composite.CompositeConfiguration", null)) {
			Log4j2Files.install(this);
		}
		if (this.logback != null) {
			readAppending();
		}
		rewrite();
	}

	/**
	 * Logback reads its configuration on its own when it is first used, before Boot does.
	 */
	private void readAppending() {
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
	 * Return the configuration that the logging system is to read in place of the
	 * application's.
	 * @param location the value of {@code logging.config}
	 * @return the configuration, or {@code null} for the application's
	 */
	synchronized @Nullable String substitute(@Nullable String location) {
		this.substitute = (this.logback != null) ? this.logback.appending(location) : null;
		return this.substitute;
	}

	/**
	 * Delete the substitute once it has been read, because a process that is killed
	 * deletes nothing.
	 */
	private synchronized void deleteSubstitute() {
		String read = this.substitute;
		this.substitute = null;
		if (read != null) {
			Path.of(read).toFile().delete();
		}
	}

	private static boolean isLogbackPresent() {
		return ClassUtils.isPresent("ch.qos.logback.classic.LoggerContext", null)
				&& ClassUtils.isPresent("org.slf4j.LoggerFactory", null);
	}

	/**
	 * Redirect the files of a configuration that has just been read.
	 */
	void rewrite() {
		if (this.logback != null) {
			this.logback.rewriteCurrent();
			deleteSubstitute();
		}
	}

	/**
	 * Set the owner of the files. A standby is one of several, and so has its pid in the
	 * name.
	 * @param label the name of the process in its log
	 * @return the owner
	 */
	synchronized String owner(String label) {
		this.discarded = label.equals(BootstrapMessage.TRAINING);
		String owner = label.equals(BootstrapMessage.STANDBY) ? label + "-" + ProcessHandle.current().pid() : label;
		this.name = new LogFileName(owner);
		System.setProperty(WORKER, owner);
		return owner;
	}

	/**
	 * Return whether nothing is to be logged to files.
	 * @return whether log files are discarded
	 */
	synchronized boolean discarded() {
		return this.discarded;
	}

	/**
	 * Return the names of the files of the process.
	 * @return the names
	 */
	synchronized LogFileName name() {
		return this.name;
	}

	/**
	 * Return the file of the process and remember it.
	 * @param file the configured file
	 * @return the file of the process
	 */
	synchronized String ofFile(String file) {
		String owned = this.name.ofFile(file);
		this.own.put(file, owned);
		return owned;
	}

	/**
	 * Return the file of the process that replaces Boot's own.
	 * @param file the configured {@code logging.file.name}
	 * @return the file of the process
	 */
	synchronized String ofBootFile(String file) {
		String owned = ofFile(file);
		this.bootFile = owned;
		return owned;
	}

	/**
	 * Return whether the file is Boot's own, from {@code logging.file.name}, and so
	 * belongs to the process already.
	 * @param file the file, or the name pattern of rolled files
	 * @return whether it is Boot's
	 */
	synchronized boolean isBootFile(String file) {
		return this.bootFile != null && file.startsWith(this.bootFile);
	}

	/**
	 * Return whether the file is one that is never rolled and that processes can share,
	 * such as {@code /dev/stdout} or a named pipe.
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
	 * Set the location of the application's logging configuration.
	 * @param location the value of {@code logging.config}
	 */
	synchronized void configuration(@Nullable String location) {
		this.configuration = location;
	}

	/**
	 * Return the location of the application's logging configuration.
	 * @return the value of {@code logging.config}
	 */
	synchronized @Nullable String configuration() {
		return this.configuration;
	}

	/**
	 * Return whether any file was redirected.
	 * @return whether there are files of the process
	 */
	synchronized boolean any() {
		return !this.own.isEmpty();
	}

	/**
	 * Move what was logged until now to the files of a worker. The logging system must
	 * have closed the files.
	 * @param label the name of the worker
	 */
	synchronized void moveTo(String label) {
		Map<String, String> former = new LinkedHashMap<>(this.own);
		this.own.clear();
		owner(label);
		former.forEach((configured, file) -> move(Path.of(file), Path.of(this.name.ofFile(configured))));
	}

	/**
	 * Append the content of a file to another, and delete the file.
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
			// Not logged: there is no log at the moment, and the file is kept as it is
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
	 * Create a file that is deleted when the process ends, for a log that nobody keeps.
	 * @return the file
	 */
	static String temporary() {
		return temporary("", ".log");
	}

	/**
	 * Create a file that is deleted when the process ends.
	 * @param content the content of the file
	 * @param extension the end of its name
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
