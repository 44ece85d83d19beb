package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.autoconfigure.WorkerProperties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link WorkerSettingsCheck}: what {@link WorkerSettings} and
 * {@link RestartSettings} may hold.
 */
class WorkerSettingsCheckTests {

	private static final Duration LONGEST = Duration.ofDays(36_500);

	private static final Duration MOMENT = Duration.ofMillis(1);

	private static final Duration NEGATIVE = Duration.ofNanos(-1);

	private final WorkerSettingsCheck check = new WorkerSettingsCheck("daemon.workers.copy");

	private final WorkerProperties settings = new WorkerProperties();

	@Test
	void settingsOfWhichNothingIsSetPass() {
		assertPasses();
	}

	@Test
	void leastValuesPass() {
		this.settings.setLooptime(Duration.ZERO);
		this.settings.setStartTimeout(MOMENT);
		this.settings.setStallTimeout(MOMENT);
		this.settings.setCommandTimeout(MOMENT);
		this.settings.setShutdownGrace(Duration.ZERO);
		this.settings.setMaxHeap(DataSize.ofMegabytes(2));
		this.settings.setMaxIterations(1L);
		this.settings.setNice(-20);
		this.settings.setStandby(0);
		this.settings.setConnectionPoolSize(1);
		this.settings.setProcess("");
		this.settings.getRestart().setInitialDelay(Duration.ZERO);
		this.settings.getRestart().setMultiplier(1.0);
		this.settings.getRestart().setMaxDelay(Duration.ZERO);
		this.settings.getRestart().setResetAfter(Duration.ZERO);
		this.settings.getRestart().setMaxRestarts(0);
		this.settings.getRestart().setWithin(MOMENT);
		assertPasses();
	}

	@Test
	void greatestValuesPass() {
		this.settings.setLooptime(Duration.ofDays(106_751));
		this.settings.setStartTimeout(LONGEST);
		this.settings.setStallTimeout(LONGEST);
		this.settings.setCommandTimeout(LONGEST);
		this.settings.setShutdownGrace(LONGEST);
		this.settings.setMaxHeap(DataSize.ofTerabytes(100));
		this.settings.setMaxIterations(Long.MAX_VALUE);
		this.settings.setNice(19);
		this.settings.setStandby(100);
		this.settings.setConnectionPoolSize(Integer.MAX_VALUE);
		this.settings.setProcess("a".repeat(63));
		this.settings.getRestart().setInitialDelay(LONGEST);
		this.settings.getRestart().setMultiplier(Double.MAX_VALUE);
		this.settings.getRestart().setMaxDelay(LONGEST);
		this.settings.getRestart().setResetAfter(LONGEST);
		this.settings.getRestart().setMaxRestarts(Integer.MAX_VALUE);
		this.settings.getRestart().setWithin(LONGEST);
		assertPasses();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void smallestMemoryPassesWhereItCanBeMeasured() {
		this.settings.setMaxMemory(DataSize.ofMegabytes(1));
		assertPasses();
	}

	@ParameterizedTest
	@MethodSource
	void valueBeyondItsLimitsIsRefusedByTheNameOfItsProperty(String key, Consumer<WorkerProperties> setting) {
		setting.accept(this.settings);
		assertThatExceptionOfType(InvalidPropertyException.class).isThrownBy(() -> this.check.check(this.settings))
			.withMessageStartingWith("'daemon.workers.copy.%s' is '".formatted(key))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("daemon.workers.copy." + key));
	}

	static Stream<Arguments> valueBeyondItsLimitsIsRefusedByTheNameOfItsProperty() {
		return Stream.of(beyond("looptime", (settings) -> settings.setLooptime(NEGATIVE)),
				beyond("looptime", (settings) -> settings.setLooptime(Duration.ofDays(106_751).plusNanos(1))),
				beyond("start-timeout", (settings) -> settings.setStartTimeout(Duration.ZERO)),
				beyond("stall-timeout", (settings) -> settings.setStallTimeout(Duration.ZERO)),
				beyond("command-timeout", (settings) -> settings.setCommandTimeout(Duration.ZERO)),
				beyond("shutdown-grace", (settings) -> settings.setShutdownGrace(NEGATIVE)),
				beyond("max-heap", (settings) -> settings.setMaxHeap(DataSize.ofBytes(2 * 1024 * 1024 - 1))),
				beyond("max-memory", (settings) -> settings.setMaxMemory(DataSize.ofBytes(1024 * 1024 - 1))),
				beyond("max-iterations", (settings) -> settings.setMaxIterations(0L)),
				beyond("nice", (settings) -> settings.setNice(-21)), beyond("nice", (settings) -> settings.setNice(20)),
				beyond("standby", (settings) -> settings.setStandby(-1)),
				beyond("standby", (settings) -> settings.setStandby(101)),
				beyond("connection-pool-size", (settings) -> settings.setConnectionPoolSize(0)),
				beyond("process", (settings) -> settings.setProcess("a".repeat(64))),
				beyond("process", (settings) -> settings.setProcess(" ")),
				beyond("restart.initial-delay", (settings) -> settings.getRestart().setInitialDelay(NEGATIVE)),
				beyond("restart.multiplier", (settings) -> settings.getRestart().setMultiplier(0.99)),
				beyond("restart.multiplier",
						(settings) -> settings.getRestart().setMultiplier(Double.POSITIVE_INFINITY)),
				beyond("restart.max-delay", (settings) -> settings.getRestart().setMaxDelay(LONGEST.plusNanos(1))),
				beyond("restart.reset-after", (settings) -> settings.getRestart().setResetAfter(NEGATIVE)),
				beyond("restart.max-restarts", (settings) -> settings.getRestart().setMaxRestarts(-1)),
				beyond("restart.within", (settings) -> settings.getRestart().setWithin(Duration.ZERO)));
	}

	private void assertPasses() {
		assertThatNoException().isThrownBy(() -> this.check.check(this.settings));
	}

	private static Arguments beyond(String key, Consumer<WorkerProperties> setting) {
		return Arguments.of(key, setting);
	}

}
