package dev.daemonspring.policy;

import java.time.Duration;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.ResidentMemory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LimitWatch} and {@link ResidentMemory}.
 */
class LimitWatchTests {

	private static final WorkerLimits LIMITS = new WorkerLimits(DataSize.ofMegabytes(100), null);

	private long memory;

	private long now = System.nanoTime();

	@Test
	void lookWhenNoLimitIsNeverExceeded() {
		LimitWatch watch = new LimitWatch(WorkerLimits.NONE, (pid) -> OptionalLong.of(Long.MAX_VALUE));
		assertThat(watch.look(1, this.now)).isNull();
	}

	@Test
	void lookWhenBelowLimitIsNull() {
		this.memory = DataSize.ofMegabytes(100).toBytes();
		assertThat(watch().look(1, this.now)).isNull();
	}

	@Test
	void lookWhenAboveLimitTellsBoth() {
		this.memory = DataSize.ofMegabytes(150).toBytes();
		assertThat(watch().look(1, this.now)).contains("150 MiB").contains("100 MiB");
	}

	@Test
	void lookWhenAskedAgainWithinASecondDoesNotLook() {
		LimitWatch watch = watch();
		watch.look(1, this.now);
		this.memory = DataSize.ofMegabytes(150).toBytes();
		assertThat(watch.look(1, this.now + Duration.ofMillis(999).toNanos())).isNull();
		assertThat(watch.look(1, this.now + Duration.ofMillis(1000).toNanos())).isNotNull();
	}

	@Test
	void lookWhenProcessIsGoneIsNull() {
		assertThat(new LimitWatch(LIMITS, (pid) -> OptionalLong.empty()).look(1, this.now)).isNull();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void residentMemoryOfThisProcessIsPlausible() {
		assertThat(ResidentMemory.isKnown()).isTrue();
		assertThat(ResidentMemory.of(ProcessHandle.current().pid()).orElseThrow())
			.isBetween(DataSize.ofMegabytes(20).toBytes(), DataSize.ofGigabytes(20).toBytes());
		assertThat(ResidentMemory.of(Long.MAX_VALUE)).isEmpty();
	}

	private LimitWatch watch() {
		return new LimitWatch(LIMITS, (pid) -> OptionalLong.of(this.memory));
	}

}
