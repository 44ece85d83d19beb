package dev.daemonspring.process;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.region.RegionDirectory;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Settling}.
 */
class SettlingTests {

	private final Settling settling = new Settling();

	@TempDir
	Path temp;

	private StatusRegion region;

	@BeforeEach
	void createRegion() {
		this.region = StatusRegion.create(RegionDirectory.in(this.temp.resolve("region")).regionFile(),
				new RegionLayout(2, 1024, 2));
		this.region.slot(0).override(WorkerState.RESTARTING, 1);
	}

	@AfterEach
	void closeRegion() {
		this.region.close();
	}

	@Test
	void nobodySettlesAtFirst() {
		assertThat(this.settling.any(0)).isFalse();
	}

	@Test
	void tenantSettlesUntilItLoops() {
		this.settling.add(this.region.slot(0), 0);
		assertThat(this.settling.any(1)).isTrue();
		try (WorkerSlot worker = WorkerSlot.open(this.region.file(), 0)) {
			worker.begin(1, 2);
			assertThat(this.settling.any(2)).isTrue();
			worker.state(WorkerState.LOOPING);
			assertThat(this.settling.any(3)).isFalse();
		}
	}

	@Test
	void tenantThatSpinsUpForLongIsNotWaitedFor() {
		this.settling.add(this.region.slot(0), 5);
		assertThat(this.settling.any(Duration.ofSeconds(1).toNanos() + 4)).isTrue();
		assertThat(this.settling.any(Duration.ofSeconds(1).toNanos() + 5)).isFalse();
	}

}
