package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.MemoryGroup;
import dev.daemonspring.process.MemoryGroup.Version;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemorySharing}: who gets how much, and what is told of it.
 */
@ExtendWith(OutputCaptureExtension.class)
class MemorySharingTests {

	private static final LaunchPlan SIZED = new LaunchPlan(List.of(), DataSize.ofMegabytes(100), null);

	@TempDir
	Path group;

	@Test
	void memoryWithoutLimitIsNotShared() throws IOException {
		Files.writeString(this.group.resolve("memory.max"), "max\n");
		assertThat(share(List.of(SupervisorFixture.PLAN), 0)).isNull();
	}

	@Test
	void heapIsTheShareOfAProcessWithoutSize(CapturedOutput output) throws IOException {
		limit(1000);
		MemorySharing sharing = share(List.of(SIZED, SupervisorFixture.PLAN), 1);
		assertThat(sharing).isNotNull();
		assertThat(sharing.heap()).isEqualTo(DataSize.ofMegabytes(220));
		assertThat(sharing.share(SIZED)).isEqualTo(180 << 20);
		assertThat(sharing.share(SupervisorFixture.PLAN)).isEqualTo(300 << 20);
		assertThat(sharing.excludesStandbys()).isFalse();
		sharing.tell();
		assertThat(output).contains(
				"The heap of each worker process without a 'max-heap' is at most 220 MiB, its share of the 1000 MiB");
		assertThat(output.getAll().lines()).noneMatch((line) -> line.contains("WARN"));
	}

	@Test
	void standbyWithoutRoomIsNotKeptAndToldOf(CapturedOutput output) throws IOException {
		limit(400);
		MemorySharing sharing = share(List.of(SupervisorFixture.PLAN), 1);
		assertThat(sharing).isNotNull();
		assertThat(sharing.excludesStandbys()).isTrue();
		sharing.tell();
		assertThat(output).contains(
				"No standby is kept: besides the daemon (192 MiB) and its worker processes (208 MiB) there is no room for 1"
						+ " in the 400 MiB");
	}

	@Test
	void processesThatCanExceedTheLimitAreToldWithNumbersAndRemedies(CapturedOutput output) throws IOException {
		limit(400);
		MemorySharing sharing = share(List.of(SIZED, SIZED), 0);
		assertThat(sharing).isNotNull();
		sharing.tell();
		assertThat(output.getAll().lines()).filteredOn((line) -> line.contains("WARN"))
			.singleElement()
			.asString()
			.contains("the daemon can take 192 MiB", "2 worker processes 360 MiB", "together 552 of the 400 MiB",
					"Lower 'max-heap'");
	}

	@Test
	void groupThatIsKilledAsAWholeIsToldWithWaysOut(CapturedOutput output) throws IOException {
		limit(1000);
		Files.writeString(this.group.resolve("memory.oom.group"), "1\n");
		MemorySharing sharing = share(List.of(SIZED), 0);
		assertThat(sharing).isNotNull();
		sharing.tell();
		assertThat(output).contains("the kernel kills all processes at once", "singleProcessOOMKill");
	}

	private void limit(int mebibytes) throws IOException {
		Files.writeString(this.group.resolve("memory.max"), Long.toString((long) mebibytes << 20));
	}

	/**
	 * The daemon's heap is 64 MiB.
	 */
	private MemorySharing share(List<LaunchPlan> workers, int standbys) {
		return MemorySharing.of(List.of(new MemoryGroup(this.group, Version.V2)), 64 << 20, 0.6, workers,
				(standbys > 0) ? Map.of(SupervisorFixture.PLAN, standbys) : Collections.emptyMap());
	}

}
