package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link WorkerMemory}.
 */
class WorkerMemoryTests {

	private final List<Runnable> background = new ArrayList<>();

	private long now;

	private long bytes = 100;

	private final WorkerMemory memory = new WorkerMemory(this.background::add, () -> this.now,
			(pid) -> OptionalLong.of(this.bytes), (pid) -> OptionalLong.of(this.bytes / 2));

	@Test
	void residentMemoryIsReadEveryTwoSecondsAtMost() {
		assertThat(this.memory.resident(1L)).hasValue(100);
		this.bytes = 200;
		assertThat(this.memory.resident(1L)).hasValue(100);
		this.now += Duration.ofSeconds(2).toNanos();
		assertThat(this.memory.resident(1L)).hasValue(200);
	}

	@Test
	void proportionalMemoryIsReadInTheBackgroundEveryFiveSecondsAtMost() {
		assertThat(this.memory.proportional(1L)).isEmpty();
		assertThat(this.memory.proportional(1L)).isEmpty();
		assertThat(this.background).hasSize(1);
		this.background.remove(0).run();
		assertThat(this.memory.proportional(1L)).hasValue(50);
		this.now += Duration.ofSeconds(5).toNanos();
		this.bytes = 200;
		assertThat(this.memory.proportional(1L)).hasValue(50);
		this.background.remove(0).run();
		assertThat(this.memory.proportional(1L)).hasValue(100);
		assertThat(this.background).isEmpty();
	}

	@Test
	void workerWithoutProcessHasNone() {
		assertThat(this.memory.resident(null)).isEmpty();
		assertThat(this.memory.proportional(null)).isEmpty();
		assertThat(this.background).isEmpty();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void linuxTellsBoth() {
		WorkerMemory real = new WorkerMemory();
		long own = ProcessHandle.current().pid();
		assertThat(real.resident(own).orElseThrow()).isGreaterThan(10_000_000);
		await().untilAsserted(() -> assertThat(real.proportional(own)).isPresent());
		assertThat(real.proportional(own).orElseThrow()).isBetween(10_000_000L, 2 * real.resident(own).orElseThrow());
		assertThat(real.resident(Long.MAX_VALUE)).isEmpty();
	}

}
