package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;

import dev.daemonspring.policy.OperatorOrder;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for what a {@link Supervisor} does when the files of its region are deleted.
 */
@EnabledOnOs(OS.LINUX)
@ExtendWith(OutputCaptureExtension.class)
class RegionLossTests {

	private static final Duration LONG = Duration.ofSeconds(10);

	@TempDir
	Path temp;

	private SupervisorFixture fixture;

	@BeforeEach
	void setUp() {
		this.fixture = new SupervisorFixture(this.temp, 1, SupervisorFixture.worker("copy", true)).start();
		assertThat(this.fixture.reaches("copy", WorkerState.LOOPING, LONG)).isTrue();
	}

	@AfterEach
	void tearDown() {
		this.fixture.close();
	}

	@Test
	void workersAreRestartedWhenTheDirectoryIsGone() throws IOException {
		FileSystemUtils.deleteRecursively(this.fixture.regionFile().getParent());
		this.fixture.loop.advance(Duration.ofSeconds(2));
		FakeProcess before = this.fixture.process("copy");
		before.exit(1);
		// Both the standby and the process that follows it open the region by its path
		assertThat(this.fixture.loop.advance(LONG,
				() -> this.fixture.state("copy") == WorkerState.LOOPING && this.fixture.process("copy") != before))
			.isTrue();
		assertThat(this.fixture.order(OperatorOrder.RESTART, "copy")).isTrue();
		assertThat(this.fixture.reaches("copy", WorkerState.LOOPING, LONG)).isTrue();
	}

	@Test
	void processesThatLiveStayAndFollowOrders() throws IOException {
		FileSystemUtils.deleteRecursively(this.fixture.regionFile().getParent());
		FakeProcess before = this.fixture.process("copy");
		this.fixture.loop.advance(Duration.ofSeconds(2));
		assertThat(this.fixture.process("copy")).isSameAs(before);
		assertThat(this.fixture.order(OperatorOrder.PAUSE, "copy")).isTrue();
		assertThat(this.fixture.reaches("copy", WorkerState.PAUSED, LONG)).isTrue();
	}

	@Test
	void filesAreBackAsOftenAsTheyAreDeletedAndGoneInTheEnd() throws IOException {
		Path directory = this.fixture.regionFile().getParent();
		for (int time = 0; time < 3; time++) {
			FileSystemUtils.deleteRecursively(directory);
			this.fixture.loop.advance(Duration.ofSeconds(2));
			assertThat(this.fixture.regionFile()).exists();
			assertThat(Files.getPosixFilePermissions(directory)).hasSize(3);
		}
		this.fixture.close();
		try (Stream<Path> left = Files.list(directory)) {
			assertThat(left.filter((file) -> !file.toString().endsWith(".lock"))).isEmpty();
		}
	}

	@Test
	void theLossIsToldWithItsRemedy(CapturedOutput output) throws IOException {
		FileSystemUtils.deleteRecursively(this.fixture.regionFile().getParent());
		this.fixture.loop.advance(Duration.ofSeconds(2));
		awaitOutput(output, "RemoveIPC");
		assertThat(output).containsOnlyOnce("The status region '" + this.fixture.regionFile() + "' was deleted")
			.contains("'RemoveIPC'", "'daemon.directory'");
	}

	@Test
	void whatSomebodyElsePutsInThePlaceIsNotTouched(CapturedOutput output) throws IOException {
		Files.delete(this.fixture.regionFile());
		Files.writeString(this.fixture.regionFile(), "another one's");
		this.fixture.loop.advance(Duration.ofSeconds(3));
		awaitOutput(output, "can't be put back");
		assertThat(this.fixture.regionFile()).hasContent("another one's");
		assertThat(output).containsOnlyOnce("can't be put back");
	}

	@Test
	void lossThatSomebodyElseMakesGoodIsToldToBeOver(CapturedOutput output) throws IOException {
		Path file = this.fixture.regionFile();
		Path aside = file.resolveSibling("aside");
		for (int time = 1; time <= 2; time++) {
			Files.move(file, aside);
			Files.writeString(file, "another one's");
			this.fixture.loop.advance(Duration.ofSeconds(2));
			awaitLines(output, file, "can't be put back", time);
			Files.delete(file);
			Files.move(aside, file);
			this.fixture.loop.advance(Duration.ofSeconds(2));
			awaitLines(output, file, "it is back in its place", time);
		}
	}

	private static void awaitLines(CapturedOutput output, Path file, String text, int count) {
		// The log has a thread of its own, and so has that of the test before, which may
		// still write
		await().atMost(Duration.ofMinutes(1))
			.untilAsserted(() -> assertThat(output.getAll().lines())
				.filteredOn((line) -> line.contains(file.toString()) && line.contains(text))
				.hasSize(count));
	}

	private static void awaitOutput(CapturedOutput output, String text) {
		// The log has a thread of its own
		long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
		while (!output.getAll().contains(text) && System.nanoTime() < deadline) {
			Thread.yield();
		}
		assertThat(output).contains(text);
	}

}
