package dev.daemonspring.child;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.ConfigurationEvent.EventType;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.util.ResourceUtils;
import org.springframework.util.StringUtils;

/**
 * Redirects the files of Logback's configurations to files of the process's own, now and
 * whenever a configuration is read again. Thread-safe.
 */
final class LogbackFiles {

	private static final List<String> STANDARD = List.of("classpath:logback-test.xml", "classpath:logback.xml",
			"classpath:logback-test-spring.xml", "classpath:logback-spring.xml");

	private static final Pattern TRUNCATING = Pattern.compile("<append>\\s*false\\s*</append>",
			Pattern.CASE_INSENSITIVE);

	/**
	 * Removed from the copy, which is to be read only once.
	 */
	private static final Pattern SCANNING = Pattern.compile("\\sscan\\s*=\\s*[\"']true[\"']");

	private final LogFiles files;

	private final Set<LoggerContext> watched = weakSet();

	private final Set<Appender<?>> seen = weakSet();

	LogbackFiles(LogFiles files) {
		this.files = files;
	}

	/**
	 * Rewrite the current configuration, if Logback is the logging system in use.
	 */
	void rewriteCurrent() {
		ILoggerFactory factory = LoggerFactory.getILoggerFactory();
		if (factory instanceof LoggerContext context) {
			rewrite(context);
		}
	}

	/**
	 * Rewrite a configuration and every one that replaces it: with {@code scan="true"}, a
	 * configuration is read again whenever its file changes.
	 */
	synchronized void rewrite(LoggerContext context) {
		if (this.watched.add(context)) {
			context.addConfigurationEventListener((event) -> {
				if (event.getEventType() == EventType.CONFIGURATION_ENDED_SUCCESSFULLY) {
					rewrite(context);
				}
			});
		}
		LogbackAppenders appenders = new LogbackAppenders(this.files, namesWorker(), this.seen);
		context.getLoggerList().forEach((logger) -> appenders.rewriteAll(logger.iteratorForAppenders()));
	}

	private static <T> Set<T> weakSet() {
		return Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
	}

	/**
	 * Once a configuration has been read its placeholders are resolved, so only its text
	 * tells whether it uses the worker's name in a file name on purpose.
	 */
	private boolean namesWorker() {
		return locations(this.files.configuration()).map(LogbackFiles::text)
			.anyMatch((text) -> text.contains(LogFiles.WORKER));
	}

	private static Stream<String> locations(@Nullable String configured) {
		return StringUtils.hasText(configured) ? Stream.of(configured) : STANDARD.stream();
	}

	private static String text(String location) {
		try {
			URLConnection connection = ResourceUtils.getURL(location).openConnection();
			connection.setUseCaches(false);
			try (InputStream in = connection.getInputStream()) {
				return new String(in.readAllBytes(), StandardCharsets.UTF_8);
			}
		}
		catch (IOException ex) {
			return "";
		}
	}

	/**
	 * Return a copy of the configuration in which all files are appended to. A file that
	 * is not would be truncated as soon as the configuration is read, while it is still
	 * the daemon's.
	 * @param configured the location of the configuration, or {@code null} for the
	 * standard locations
	 * @return the copy, which is deleted when the process ends, or {@code null} if none
	 * is needed
	 */
	@Nullable String appending(@Nullable String configured) {
		String text = locations(configured).map(LogbackFiles::text)
			.filter(StringUtils::hasLength)
			.findFirst()
			.orElse("");
		Matcher truncating = TRUNCATING.matcher(text);
		return truncating.find() ? LogFiles
			.temporary(SCANNING.matcher(truncating.replaceAll("<append>true</append>")).replaceAll(""), ".xml") : null;
	}

}
