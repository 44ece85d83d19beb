package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.springframework.core.annotation.MergedAnnotations;

import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.worker.MissedTick;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerTiming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link AnnotatedTiming}.
 */
class AnnotatedTimingTests {

	@Test
	void attributesWithTheirDefaultsCountAsNotGiven() {
		assertThat(timing(Plain.class)).isEqualTo(WorkerTiming.NONE);
	}

	@Test
	void everyAttributeIsReadInItsUnit() {
		assertThat(timing(Nightly.class)).isEqualTo(WorkerTiming.NONE.cron("0 0 3 * * *")
			.zone("Europe/Berlin")
			.missed(MissedTick.SKIP)
			.jitter(Duration.ofMinutes(5))
			.startDeadline(Duration.ofMinutes(60)));
		assertThat(timing(Delayed.class)).isEqualTo(WorkerTiming.NONE.delay(Duration.ofMillis(250)));
		assertThat(timing(Job.class)).isEqualTo(WorkerTiming.NONE.once(true));
	}

	@Test
	void unitAloneIsThatOfTheDefaultLooptime() {
		assertThat(timing(Minutely.class)).isEqualTo(WorkerTiming.NONE.looptime(Duration.ofMinutes(1)));
	}

	@Test
	void durationThatIsNoneIsRejected() {
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> timing(Endless.class))
			.withMessage("The worker of bean 'bean' has a delay of 9223372036854775807 DAYS, which is longer than any"
					+ " duration.");
	}

	private static WorkerTiming timing(Class<?> type) {
		return AnnotatedTiming.of("bean", MergedAnnotations.from(type).get(Worker.class));
	}

	@Worker
	private static final class Plain {

	}

	@Worker(cron = " 0 0 3 * * * ", zone = "Europe/Berlin", missed = MissedTick.SKIP, jitter = 5, startDeadline = 60,
			timeUnit = TimeUnit.MINUTES)
	private static final class Nightly {

	}

	@Worker(delay = 250, timeUnit = TimeUnit.MILLISECONDS)
	private static final class Delayed {

	}

	@Worker(once = true)
	private static final class Job {

	}

	@Worker(timeUnit = TimeUnit.MINUTES)
	private static final class Minutely {

	}

	@Worker(delay = Long.MAX_VALUE, timeUnit = TimeUnit.DAYS)
	private static final class Endless {

	}

}
