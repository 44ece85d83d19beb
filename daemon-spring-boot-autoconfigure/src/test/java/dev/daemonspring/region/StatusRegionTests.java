package dev.daemonspring.region;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StatusRegion}, as both sides use it.
 */
class StatusRegionTests {

	private StatusRegion region;

	private WorkerSlot worker;

	private DaemonSlot daemon;

	@BeforeEach
	void open(@TempDir Path directory) {
		this.region = StatusRegion.create(directory.resolve("region"), new RegionLayout(3, 4096, 4));
		this.daemon = this.region.slot(1);
		this.worker = WorkerSlot.open(this.region.file(), 1);
	}

	@AfterEach
	void close() {
		this.worker.close();
		this.region.close();
	}

	@Test
	void snapshotWhenWorkerToldReadsWhatWasTold() {
		this.worker.begin(4711, 3);
		this.worker.state(WorkerState.LOOPING);
		this.worker.iterationStarted();
		assertThat(this.daemon.activity()).isEqualTo(Activity.ITERATION);
		this.worker.iterationEnded(70);
		this.worker.iterationStarted();
		this.worker.iterationEnded(30);
		this.worker.failed("Grüße");
		SlotSnapshot snapshot = this.daemon.snapshot();
		assertThat(snapshot.state()).isEqualTo(WorkerState.LOOPING);
		assertThat(snapshot.pid()).isEqualTo(4711);
		assertThat(snapshot.incarnation()).isEqualTo(3);
		assertThat(snapshot.iterations()).isEqualTo(2);
		assertThat(snapshot.lastNanos()).isEqualTo(30);
		assertThat(snapshot.longestNanos()).isEqualTo(70);
		assertThat(snapshot.totalNanos()).isEqualTo(100);
		assertThat(snapshot.failures()).isEqualTo(1);
		assertThat(snapshot.lastError()).isEqualTo("Grüße");
		assertThat(snapshot.defect()).isNull();
		assertThat(this.daemon.progress()).isEqualTo(5);
		assertThat(this.region.slot(0).snapshot().pid()).isZero();
	}

	@Test
	void postWhenTakenAndAnsweredGivesAnswer() {
		PostedCommand posted = this.daemon.post("ping".getBytes(StandardCharsets.UTF_8));
		assertThat(posted.poll()).isNull();
		assertThat(this.worker.hasPending()).isTrue();
		PendingCommand command = this.worker.next();
		assertThat(command).isNotNull();
		assertThat(command.body()).asString(StandardCharsets.UTF_8).isEqualTo("ping");
		assertThat(posted.withdraw()).isFalse();
		assertThat(posted.taken()).isTrue();
		command.answer(7, "pong".getBytes(StandardCharsets.UTF_8));
		Answer answer = posted.poll();
		assertThat(answer).isNotNull();
		assertThat(answer.status()).isEqualTo(7);
		assertThat(answer.body()).asString(StandardCharsets.UTF_8).isEqualTo("pong");
		posted.release();
		assertThat(this.worker.next()).isNull();
	}

}
