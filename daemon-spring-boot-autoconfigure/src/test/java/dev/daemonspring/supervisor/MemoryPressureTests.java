package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.daemonspring.process.MemoryGroup;
import dev.daemonspring.process.MemoryGroup.Version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link MemoryPressure}, in a supervisor that is driven by hand. Each of the
 * two workers has a share of 300 MiB.
 */
@ExtendWith(OutputCaptureExtension.class)
class MemoryPressureTests {

	private static final Duration SHORT = Duration.ofSeconds(3);

	@TempDir
	Path directory;

	private Path group;

	private final Map<Long, Integer> taken = new HashMap<>();

	private SupervisorFixture daemon;

	private FakeProcess small;

	private FakeProcess large;

	@BeforeEach
	void start() throws IOException {
		this.group = Files.createDirectory(this.directory.resolve("group"));
		Files.writeString(this.group.resolve("memory.max"), Long.toString(1000L << 20));
		used(800);
		this.daemon = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("small", true),
				SupervisorFixture.worker("large", true));
		MemorySharing sharing = MemorySharing.of(List.of(new MemoryGroup(this.group, Version.V2)), 64 << 20, 0.6,
				List.of(SupervisorFixture.PLAN, SupervisorFixture.PLAN), Map.of());
		assertThat(sharing).isNotNull();
		this.daemon.supervisor.shareMemory(sharing, this::taken);
		this.daemon.start();
		this.small = this.daemon.process("small");
		this.large = this.daemon.process("large");
	}

	@AfterEach
	void close() {
		this.daemon.close();
	}

	@Test
	void processesKeepTheirMemoryWhileThereIsEnough() throws IOException {
		this.taken.put(this.large.pid(), 700);
		used(899);
		this.daemon.loop.advance(SHORT);
		assertThat(this.large.isAlive()).isTrue();
	}

	@Test
	void largestAboveItsShareIsReplacedAfterItHasSpunDown(CapturedOutput output) throws IOException {
		this.taken.put(this.small.pid(), 310);
		this.taken.put(this.large.pid(), 320);
		used(900);
		this.daemon.loop.advance(SHORT);
		assertThat(this.large.isAlive()).isFalse();
		assertThat(this.large.terminated).as("times that it was pressed").isZero();
		assertThat(this.small.isAlive()).isTrue();
		WorkerInfo info = WorkerInfo.of(this.daemon.worker("large"));
		assertThat(info.replacements()).isOne();
		assertThat(info.restarts()).isZero();
		await().untilAsserted(() -> assertThat(output).contains(
				"is replaced: 900 of the 1000 MiB of memory that the control group may have are in use, and it has the most"
						+ " above its share: 320 MiB, meant to have at most 300"));
	}

	@Test
	void nextIsReplacedWhenTheMemoryOfTheFirstShouldBeFree() throws IOException {
		this.taken.put(this.small.pid(), 310);
		this.taken.put(this.large.pid(), 320);
		used(990);
		this.daemon.loop.advance(SHORT);
		assertThat(this.small.isAlive()).isTrue();
		this.daemon.loop.advance(Duration.ofSeconds(15));
		assertThat(this.small.isAlive()).isFalse();
	}

	@Test
	void processesThatKeepToTheirSharesAreLetAloneAndThatIsToldOnce(CapturedOutput output) throws IOException {
		this.taken.put(this.large.pid(), 300);
		used(990);
		this.daemon.loop.advance(SHORT);
		assertThat(this.large.isAlive()).isTrue();
		await().untilAsserted(
				() -> assertThat(output).containsOnlyOnce("no worker process has more than its share; the kernel may"));
	}

	private OptionalLong taken(long pid) {
		return OptionalLong.of((long) this.taken.getOrDefault(pid, 100) << 20);
	}

	private void used(int mebibytes) throws IOException {
		Files.writeString(this.group.resolve("memory.current"), Long.toString((long) mebibytes << 20));
	}

}
