package dev.daemonspring.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.region.RegionDirectory;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link StandbyPool}: which process is taken, and when another is started.
 */
class StandbyPoolTests {

	private static final Duration BOOT_TIMEOUT = Duration.ofMinutes(3);

	private int target = 2;

	private final StandbyPool pool = new StandbyPool((now) -> this.target, PoolFixture.PLAN, BOOT_TIMEOUT);

	@TempDir
	Path temp;

	private StatusRegion region;

	private int started;

	@BeforeEach
	void createRegion() {
		this.region = StatusRegion.create(RegionDirectory.in(this.temp.resolve("region")).regionFile(),
				new RegionLayout(4, 1024, 2));
	}

	@AfterEach
	void closeRegion() {
		this.region.close();
	}

	@Test
	void theFirstThatIsReadyIsTaken() {
		launch();
		TestChild second = launch().ready();
		assertThat(this.pool.take()).isSameAs(second);
		assertThat(this.pool.take()).isNull();
		assertThat(this.pool.contains(second)).isFalse();
	}

	@Test
	void oneThatIsStoppedBySignalIsKilledAndNotTaken() {
		TestChild stopped = launch().ready();
		stopped.stopped = true;
		TestChild second = launch().ready();
		assertThat(this.pool.take()).isSameAs(second);
		assertThat(stopped.killed).isTrue();
	}

	@Test
	void oneThatDoesNotBootInTimeIsKilled() {
		TestChild hanging = launch();
		assertThat(this.pool.killOverdue(0)).isEmpty();
		assertThat(this.pool.killOverdue(BOOT_TIMEOUT.toNanos())).isEmpty();
		assertThat(this.pool.killOverdue(BOOT_TIMEOUT.toNanos() + 1)).containsExactly(hanging);
		assertThat(hanging.killed).isTrue();
		assertThat(this.pool.killOverdue(BOOT_TIMEOUT.toNanos() + 2)).isEmpty();
	}

	@Test
	void oneThatIsReadyMayWaitForEver() {
		TestChild ready = launch();
		this.pool.killOverdue(0);
		ready.ready();
		assertThat(this.pool.killOverdue(Duration.ofDays(365).toNanos())).isEmpty();
		assertThat(ready.killed).isFalse();
	}

	@Test
	void eachIsReportedOnceWhenItIsReady() {
		List<Child> reported = new ArrayList<>();
		TestChild first = launch();
		this.pool.reportReady(reported::add);
		assertThat(reported).isEmpty();
		first.ready();
		this.pool.reportReady(reported::add);
		this.pool.reportReady(reported::add);
		assertThat(reported).containsExactly(first);
	}

	@Test
	void anotherIsStartedUntilThereAreEnoughOneAtATime() {
		assertThat(this.pool.wantsMore(0)).isTrue();
		this.pool.launching();
		assertThat(this.pool.wantsMore(0)).isFalse();
		launch();
		assertThat(this.pool.wantsMore(0)).isTrue();
		TestChild last = launch();
		assertThat(this.pool.wantsMore(0)).isFalse();
		this.pool.remove(last);
		assertThat(this.pool.wantsMore(0)).isTrue();
	}

	@Test
	void thoseThatCameLastAreKilledWhenFewerAreWanted() {
		TestChild first = launch().ready();
		TestChild second = launch().ready();
		this.pool.killSurplus(0);
		assertThat(second.killed).isFalse();
		this.target = 1;
		this.pool.killSurplus(0);
		assertThat(first.killed).isFalse();
		assertThat(second.killed).isTrue();
		assertThat(this.pool.contains(second)).isFalse();
		assertThat(this.pool.take()).isSameAs(first);
	}

	@Test
	void afterAFailedStartItPauses() {
		this.pool.launching();
		this.pool.failed(0);
		assertThat(pause(0)).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void afterADeathBeforeItWasReadyItPausesAsLong() {
		this.pool.died(false, 0);
		assertThat(pause(0)).isEqualTo(Duration.ofSeconds(30));
	}

	@Test
	void eachDeathOfOneThatWasReadyDoublesThePause() {
		List<Duration> pauses = new ArrayList<>();
		for (int i = 0; i < 7; i++) {
			this.pool.died(true, 0);
			pauses.add(pause(0));
		}
		assertThat(pauses).extracting(Duration::toSeconds).containsExactly(1L, 2L, 4L, 8L, 16L, 30L, 30L);
	}

	@Test
	void oneThatWasOfUseResetsThePause() {
		this.pool.died(true, 0);
		this.pool.died(true, 0);
		launch().ready();
		this.pool.take();
		this.pool.died(true, 0);
		assertThat(pause(0)).isEqualTo(Duration.ofSeconds(1));
	}

	@Test
	void discardKillsAllAlsoTheOneThatIsBeingStarted() {
		TestChild waiting = launch().ready();
		this.pool.failed(0);
		this.pool.launching();
		this.pool.discard();
		TestChild late = child();
		this.pool.launched(late);
		assertThat(waiting.killed).isTrue();
		assertThat(late.killed).isTrue();
		assertThat(this.pool.waiting()).isEmpty();
		assertThat(this.pool.wantsMore(1)).isTrue();
		this.pool.launching();
		assertThat(launch().killed).isFalse();
	}

	/**
	 * Return how long nothing is started after a time.
	 */
	private Duration pause(long since) {
		Duration pause = Duration.ZERO;
		while (!this.pool.wantsMore(since + pause.toNanos())) {
			pause = pause.plusSeconds(1);
		}
		return pause;
	}

	private TestChild launch() {
		TestChild child = child();
		this.pool.launched(child);
		return child;
	}

	private TestChild child() {
		return new TestChild("standby", PoolFixture.PLAN, this.region.file(), this.region.slot(this.started),
				100 + this.started++);
	}

}
