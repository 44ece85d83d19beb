package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.util.StringUtils;

import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.worker.MissedTick;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerTiming;

/**
 * Reads when a worker iterates from its annotation. An attribute that has its default
 * value counts as not given.
 */
final class AnnotatedTiming {

	private final String beanName;

	private final MergedAnnotation<Worker> annotation;

	private AnnotatedTiming(String beanName, MergedAnnotation<Worker> annotation) {
		this.beanName = beanName;
		this.annotation = annotation;
	}

	static WorkerTiming of(String beanName, MergedAnnotation<Worker> annotation) {
		return new AnnotatedTiming(beanName, annotation).read();
	}

	private WorkerTiming read() {
		Duration delay = duration("delay");
		String cron = text("cron");
		boolean once = this.annotation.getBoolean("once");
		// A unit alone gives the default looptime another length
		boolean loops = delay == null && cron == null && !once && this.annotation.hasNonDefaultValue("timeUnit");
		MissedTick missed = this.annotation.hasNonDefaultValue("missed")
				? this.annotation.getEnum("missed", MissedTick.class) : null;
		return new WorkerTiming(loops ? durationOf("looptime") : duration("looptime"), delay, cron, text("zone"), once,
				missed, duration("jitter"), duration("startDeadline"));
	}

	private @Nullable String text(String attribute) {
		String text = this.annotation.getString(attribute);
		return StringUtils.hasText(text) ? text.strip() : null;
	}

	private @Nullable Duration duration(String attribute) {
		return this.annotation.hasNonDefaultValue(attribute) ? durationOf(attribute) : null;
	}

	private Duration durationOf(String attribute) {
		TimeUnit unit = this.annotation.getEnum("timeUnit", TimeUnit.class);
		long value = this.annotation.getLong(attribute);
		try {
			return Duration.of(value, unit.toChronoUnit());
		}
		catch (ArithmeticException ex) {
			throw new WorkerConfigurationException(
					"The worker of bean '%s' has a %s of %d %s, which is longer than any duration."
						.formatted(this.beanName, attribute, value, unit),
					"Set a %s of at most 292 years in its @Worker annotation.".formatted(attribute));
		}
	}

}
