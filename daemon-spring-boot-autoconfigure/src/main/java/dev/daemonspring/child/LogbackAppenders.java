package dev.daemonspring.child;

import java.lang.reflect.Field;
import java.util.Iterator;
import java.util.Set;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.RollingPolicyBase;
import ch.qos.logback.core.rolling.TriggeringPolicy;
import ch.qos.logback.core.sift.AppenderFactory;
import ch.qos.logback.core.sift.SiftingAppenderBase;
import ch.qos.logback.core.spi.AppenderAttachable;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * Gives the file appenders of a Logback configuration files of the process's own,
 * wherever they are attached: to a logger, to an {@code AsyncAppender} or any other
 * appender that has appenders, or in a {@code SiftingAppender}, which creates them on
 * demand.
 */
final class LogbackAppenders {

	private final LogFiles files;

	private final boolean namesWorker;

	private final Set<Appender<?>> seen;

	/**
	 * Create the appenders of a configuration.
	 * @param files the files of the process
	 * @param namesWorker whether the configuration uses the name of the worker on purpose
	 * @param seen the appenders that have been rewritten, to which others are added
	 */
	LogbackAppenders(LogFiles files, boolean namesWorker, Set<Appender<?>> seen) {
		this.files = files;
		this.namesWorker = namesWorker;
		this.seen = seen;
	}

	<E> void rewriteAll(Iterator<Appender<E>> appenders) {
		appenders.forEachRemaining(this::rewrite);
	}

	private <E> void rewrite(Appender<E> appender) {
		if (!this.seen.add(appender)) {
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
		if (this.files.discarded()) {
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
			setFile(appender, this.files.ofFile(file));
		}
		if (policy != null && pattern != null && rewritesPattern) {
			policy.setFileNamePattern(this.files.name().ofPattern(pattern));
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
		return this.files.isBootFile(file) || LogFiles.isDevice(file)
				|| (this.namesWorker && this.files.name().isIn(file));
	}

}
