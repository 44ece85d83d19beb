package dev.daemonspring.child;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.TriggeringPolicy;
import ch.qos.logback.core.sift.AppenderFactory;
import ch.qos.logback.core.sift.SiftingAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import ch.qos.logback.core.spi.ConfigurationEvent.EventType;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.ResourceUtils;
import org.springframework.util.StringUtils;

/**
 * Gives the file appenders of a Logback configuration files of the process's own,
 * wherever they are attached: to a logger, to an {@code AsyncAppender} or any other
 * appender that has appenders, or in a {@code SiftingAppender}, which creates them on
 * demand.
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

	private static final Set<LoggerContext> watched = weakSet();

	private static final Set<Appender<?>> seen = weakSet();

	private final boolean namesWorker;

	private LogbackFiles(boolean namesWorker) {
		this.namesWorker = namesWorker;
	}

	/**
	 * Rewrite the current configuration, if Logback is the logging system in use.
	 */
	static void rewriteCurrent() {
		ILoggerFactory factory = LoggerFactory.getILoggerFactory();
		if (factory instanceof LoggerContext context) {
			rewrite(context);
		}
	}

	/**
	 * Rewrite a configuration and every one that replaces it: with {@code scan="true"}, a
	 * configuration is read again whenever its file changes.
	 */
	static synchronized void rewrite(LoggerContext context) {
		if (watched.add(context)) {
			context.addConfigurationEventListener((event) -> {
				if (event.getEventType() == EventType.CONFIGURATION_ENDED_SUCCESSFULLY) {
					rewrite(context);
				}
			});
		}
		LogbackFiles files = new LogbackFiles(namesWorker());
		context.getLoggerList().forEach((logger) -> files.rewriteAll(logger.iteratorForAppenders()));
	}

	private static <T> Set<T> weakSet() {
		return Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
	}

	/**
	 * Once a configuration has been read its placeholders are resolved, so only its text
	 * tells whether it uses the worker's name in a file name on purpose.
	 */
	private static boolean namesWorker() {
		return locations(LogFiles.configuration()).map(LogbackFiles::text)
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
	static @Nullable String appending(@Nullable String configured) {
		String text = locations(configured).map(LogbackFiles::text)
			.filter(StringUtils::hasLength)
			.findFirst()
			.orElse("");
		Matcher truncating = TRUNCATING.matcher(text);
		return truncating.find() ? LogFiles
			.temporary(SCANNING.matcher(truncating.replaceAll("<append>true</append>")).replaceAll(""), ".xml") : null;
	}

	private <E> void rewriteAll(Iterator<Appender<E>> appenders) {
		appenders.forEachRemaining(this::rewrite);
	}

	private <E> void rewrite(Appender<E> appender) {
		if (!seen.add(appender)) {
			return;
		}
		if (appender instanceof FileAppender<E> file) {
			rewriteFile(file);
		}
		if (appender instanceof AppenderAttachable<?> attachable) {
			rewriteAttached(attachable);
		}
		if (appender instanceof SiftingAppenderBase<E> sifting) {
			rewriteSifted(sifting);
		}
	}

	private <E> void rewriteAttached(AppenderAttachable<E> attachable) {
		rewriteAll(attachable.iteratorForAppenders());
	}

	@SuppressWarnings("unchecked")
	private <E> void rewriteSifted(SiftingAppenderBase<E> sifting) {
		Field field = ReflectionUtils.findField(SiftingAppenderBase.class, "appenderFactory");
		if (field == null) {
			return;
		}
		ReflectionUtils.makeAccessible(field);
		AppenderFactory<E> factory = (AppenderFactory<E>) ReflectionUtils.getField(field, sifting);
		if (factory != null) {
			sifting.stop();
			sifting.setAppenderFactory((context, value) -> {
				Appender<E> appender = factory.buildAppender(context, value);
				rewrite(appender);
				return appender;
			});
			sifting.start();
		}
	}

	private <E> void rewriteFile(FileAppender<E> appender) {
		if (LogFiles.discarded()) {
			appender.stop();
			return;
		}
		RollingPolicyBase policy = (appender instanceof RollingFileAppender<E> rolling
				&& rolling.getRollingPolicy() instanceof RollingPolicyBase base) ? base : null;
		String file = appender.rawFileProperty();
		String pattern = (policy != null) ? policy.getFileNamePattern() : null;
		boolean rewritesFile = file != null && !isOwn(file);
		boolean rewritesPattern = pattern != null && !isOwn(pattern);
		if (!rewritesFile && !rewritesPattern) {
			return;
		}
		boolean started = appender.isStarted();
		appender.stop();
		// Keep what an earlier process of the worker logged
		appender.setAppend(true);
		if (file != null && rewritesFile) {
			setFile(appender, LogFiles.ofFile(file));
		}
		if (policy != null && pattern != null && rewritesPattern) {
			policy.setFileNamePattern(LogFiles.name().ofPattern(pattern));
		}
		if (started) {
			start(appender, policy);
		}
	}

	/**
	 * A rolling appender does not accept another file once it has policies.
	 */
	private <E> void setFile(FileAppender<E> appender, String file) {
		Field field = ReflectionUtils.findField(FileAppender.class, "fileName");
		if (appender instanceof RollingFileAppender && field != null) {
			ReflectionUtils.makeAccessible(field);
			ReflectionUtils.setField(field, appender, file);
			return;
		}
		appender.setFile(file);
	}

	private <E> void start(FileAppender<E> appender, @Nullable RollingPolicyBase policy) {
		if (policy != null) {
			policy.start();
		}
		if (appender instanceof RollingFileAppender<E> rolling) {
			TriggeringPolicy<E> trigger = rolling.getTriggeringPolicy();
			if (trigger != null && trigger != policy) {
				trigger.start();
			}
		}
		appender.start();
	}

	private boolean isOwn(String file) {
		return LogFiles.isBoots(file) || LogFiles.isDevice(file) || (this.namesWorker && LogFiles.name().isIn(file));
	}

}
