package dev.daemonspring.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.ControlMessage.Doorbell;
import dev.daemonspring.protocol.ControlMessage.Interrupt;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WorkerSlot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SharedChild}: it leaves alone and dies with the others.
 */
class SharedChildTests {

	private static final int SLOT = 1;

	private static final int INCARNATION = 3;

	private StatusRegion region;

	private WorkerSlot worker;

	private TestChild home;

	private SharedChild child;

	@BeforeEach
	void assign(@TempDir Path directory) {
		this.region = StatusRegion.create(directory.resolve("region"), new RegionLayout(3, 1024, 1));
		this.worker = WorkerSlot.open(this.region.file(), SLOT);
		this.home = new TestChild("mail", PoolFixture.PLAN, this.region.file(), this.region.slot(2), 4711);
		this.child = new SharedChild(this.home, this.region.slot(SLOT));
		this.child.assign(assignment());
		assertThat(this.home.messages).containsExactly(assignment());
		this.home.messages.clear();
	}

	@AfterEach
	void close() {
		this.worker.close();
		this.region.close();
	}

	@Test
	void processIsTheOneThatItShares() {
		assertThat(this.child.home()).isSameAs(this.home);
		assertThat(this.child.pid()).isEqualTo(4711);
		assertThat(this.child.scratch()).isSameAs(this.home.scratch());
		assertThat(this.child.isProcess()).isTrue();
		assertThat(this.child.hasBooted()).isFalse();
		this.home.booted = true;
		assertThat(this.child.hasBooted()).isTrue();
	}

	@Test
	void terminateInterruptsThisWorkerAlone() {
		assertThat(this.child.terminate()).isEqualTo("interrupted");
		assertThat(this.home.messages).containsExactly(new Interrupt(SLOT));
		assertThat(this.home.killed).isFalse();
	}

	@Test
	void killKillsTheProcess() {
		assertThat(this.child.kill()).contains("the process that it shares");
		assertThat(this.home.killed).isTrue();
	}

	@Test
	void ringReachesTheProcess() {
		this.child.ring(SLOT);
		assertThat(this.home.messages).containsExactly(new Doorbell(SLOT));
	}

	@Test
	void workerThatHasNotLeftLivesAsLongAsTheProcess() {
		assertThat(this.child.departure()).isNull();
		assertThat(this.child.exit()).isNull();
		assertThat(this.child.isAlive()).isTrue();
		this.home.endUnreported(137);
		assertThat(this.child.departure()).isNull();
		assertThat(this.child.exit()).isEqualTo(new ProcessExit(137));
		assertThat(this.child.isAlive()).isFalse();
	}

	@Test
	void workerThatHasLeftIsGoneWhileTheProcessLives() {
		this.worker.departed(INCARNATION, 1);
		assertThat(this.child.departure()).isEqualTo(new ProcessExit(1));
		assertThat(this.child.exit()).isEqualTo(new ProcessExit(1));
		assertThat(this.child.isAlive()).isFalse();
		assertThat(this.home.isAlive()).isTrue();
	}

	@Test
	void workerThatHasLeftInAControlledWayIsGone() {
		this.worker.departed(INCARNATION, 0);
		assertThat(this.child.exit()).isEqualTo(new ProcessExit(0));
		assertThat(this.child.isAlive()).isFalse();
	}

	@Test
	void departureOfAnotherIncarnationIsNotThisOnes() {
		this.worker.departed(INCARNATION - 1, 1);
		assertThat(this.child.departure()).isNull();
		assertThat(this.child.isAlive()).isTrue();
		this.worker.departed(INCARNATION + 1, 1);
		assertThat(this.child.exit()).isNull();
	}

	@Test
	void departureCountsMoreThanHowTheProcessEndsLater() {
		this.worker.departed(INCARNATION, 76);
		this.home.endUnreported(137);
		assertThat(this.child.exit()).isEqualTo(new ProcessExit(76));
	}

	@Test
	void exitOfTheProcessIsReported() {
		List<ProcessExit> exits = new ArrayList<>();
		this.child.onExit(Runnable::run, exits::add);
		this.worker.departed(INCARNATION, 1);
		assertThat(exits).isEmpty();
		this.home.end(137);
		assertThat(exits).containsExactly(new ProcessExit(137));
	}

	private static Assignment assignment() {
		return new Assignment("send", SLOT, INCARNATION, "sendLoop", Duration.ZERO, 0, "mail", Duration.ofSeconds(1),
				true, ContextSettings.DEFAULT);
	}

}
