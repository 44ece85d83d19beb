package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.protocol.Rhythm.Cron;
import dev.daemonspring.protocol.Rhythm.Delay;
import dev.daemonspring.protocol.Rhythm.Looptime;
import dev.daemonspring.protocol.Rhythm.Once;
import dev.daemonspring.protocol.Rhythm.Timing;
import dev.daemonspring.worker.MissedTick;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the {@link Timetable}s that need no clock on the wall.
 */
class TimetableTests {

	private static final long BEGIN = Long.MAX_VALUE - 25;

	@Test
	void looptimeCountsFromStartToStartAndDoesNotDrift() {
		Timetable timetable = begun(new LooptimeTimetable(10));
		assertThat(timetable.remaining(BEGIN)).isZero();
		timetable.ended(BEGIN + 3);
		assertThat(timetable.remaining(BEGIN + 3)).isEqualTo(7);
		// The wait ended 1 late, and the clock passes its highest number
		timetable.ended(BEGIN + 18);
		assertThat(timetable.remaining(BEGIN + 18)).isEqualTo(2);
		timetable.ended(BEGIN + 29);
		assertThat(timetable.remaining(BEGIN + 29)).isEqualTo(1);
	}

	@Test
	void afterAnOverrunTheNextIterationIsDueAtOnceAndTheLooptimeCountsAnew() {
		Timetable timetable = begun(new LooptimeTimetable(10));
		timetable.ended(BEGIN + 47);
		assertThat(timetable.remaining(BEGIN + 47)).isZero();
		timetable.ended(BEGIN + 48);
		assertThat(timetable.remaining(BEGIN + 48)).isEqualTo(9);
	}

	@Test
	void gridKeepsItsTimesAfterAnOverrun() {
		Timetable timetable = begun(new GridTimetable(10));
		assertThat(timetable.remaining(BEGIN)).isZero();
		timetable.ended(BEGIN + 47);
		assertThat(timetable.remaining(BEGIN + 47)).isEqualTo(3);
		timetable.ended(BEGIN + 51);
		assertThat(timetable.remaining(BEGIN + 51)).isEqualTo(9);
	}

	@Test
	void gridDoesNotSkipATickThatIsNow() {
		Timetable timetable = begun(new GridTimetable(10));
		timetable.ended(BEGIN + 30);
		assertThat(timetable.remaining(BEGIN + 30)).isZero();
	}

	@Test
	void gridKeepsItsTimesOverAPause() {
		Timetable timetable = begun(new GridTimetable(10));
		timetable.ended(BEGIN + 1);
		timetable.begin(BEGIN + 124);
		assertThat(timetable.remaining(BEGIN + 124)).isEqualTo(6);
	}

	@Test
	void looptimeBeginsAtOnceAfterAPause() {
		Timetable timetable = begun(new LooptimeTimetable(10));
		timetable.ended(BEGIN + 1);
		timetable.begin(BEGIN + 4);
		assertThat(timetable.remaining(BEGIN + 4)).isZero();
	}

	@Test
	void iterationThatWasOrderedDoesNotMoveTheLooptime() {
		Timetable timetable = begun(new LooptimeTimetable(10));
		timetable.ended(BEGIN + 1);
		timetable.ranByOrder(BEGIN + 6);
		assertThat(timetable.remaining(BEGIN + 6)).isEqualTo(4);
	}

	@Test
	void delayCountsFromTheEndOfEveryIteration() {
		Timetable timetable = begun(new DelayTimetable(10));
		assertThat(timetable.remaining(BEGIN)).isZero();
		timetable.ended(BEGIN + 47);
		assertThat(timetable.remaining(BEGIN + 47)).isEqualTo(10);
		timetable.ranByOrder(BEGIN + 50);
		assertThat(timetable.remaining(BEGIN + 50)).isEqualTo(10);
	}

	@Test
	void onceIsOverAfterOneIteration() {
		Timetable timetable = begun(new OnceTimetable());
		assertThat(timetable.isOver()).isFalse();
		assertThat(timetable.remaining(BEGIN)).isZero();
		timetable.ended(BEGIN);
		assertThat(timetable.isOver()).isTrue();
	}

	@Test
	void onceIsOverAfterAnIterationThatWasOrdered() {
		Timetable timetable = begun(new OnceTimetable());
		timetable.ranByOrder(BEGIN);
		assertThat(timetable.isOver()).isTrue();
	}

	@Test
	void jitterPutsOffIterationsAndDoesNotMoveTheLooptime() {
		Timetable timetable = begun(new JitteredTimetable(new LooptimeTimetable(10), () -> 3));
		assertThat(timetable.remaining(BEGIN)).isEqualTo(3);
		timetable.ended(BEGIN + 4);
		assertThat(timetable.remaining(BEGIN + 4)).isEqualTo(9);
		timetable.ended(BEGIN + 14);
		assertThat(timetable.remaining(BEGIN + 14)).isEqualTo(9);
	}

	@Test
	void jitterOfTheLongestDelayIsNoOverflow() {
		Timetable timetable = begun(new JitteredTimetable(new DelayTimetable(Long.MAX_VALUE - 5), () -> 10));
		timetable.ended(BEGIN);
		assertThat(timetable.remaining(BEGIN)).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void jitterStaysWithinItsBounds(@TempDir Path directory) {
		try (SlotFixture slots = new SlotFixture(directory)) {
			Timetable timetable = of(new Looptime(Duration.ofNanos(1_000)), MissedTick.ONCE, Duration.ofNanos(4),
					slots);
			boolean[] drawn = new boolean[5];
			long now = 0;
			timetable.begin(now);
			for (int i = 0; i < 1000; i++) {
				now = i * 1_000L;
				long putOff = timetable.remaining(now);
				assertThat(putOff).isBetween(0L, 4L);
				drawn[(int) putOff] = true;
				timetable.ended(now + putOff);
			}
			assertThat(drawn).containsOnly(true);
		}
	}

	@Test
	void everyRhythmHasItsTimetable(@TempDir Path directory) {
		try (SlotFixture slots = new SlotFixture(directory)) {
			Duration second = Duration.ofSeconds(1);
			assertThat(of(new Looptime(second), MissedTick.ONCE, Duration.ZERO, slots))
				.isInstanceOf(LooptimeTimetable.class);
			assertThat(of(new Looptime(second), MissedTick.SKIP, Duration.ZERO, slots))
				.isInstanceOf(GridTimetable.class);
			assertThat(of(new Looptime(Duration.ZERO), MissedTick.SKIP, Duration.ZERO, slots))
				.isInstanceOf(LooptimeTimetable.class);
			assertThat(of(new Delay(second), MissedTick.ONCE, Duration.ZERO, slots)).isInstanceOf(DelayTimetable.class);
			assertThat(of(new Delay(second), MissedTick.ONCE, second, slots)).isInstanceOf(JitteredTimetable.class);
			assertThat(of(new Once(), MissedTick.ONCE, second, slots)).isInstanceOf(OnceTimetable.class);
			assertThat(of(new Cron("@daily", ZoneId.of("UTC")), MissedTick.ONCE, second, slots))
				.isInstanceOf(CronTimetable.class);
		}
	}

	private static Timetable of(Timing timing, MissedTick missed, Duration jitter, SlotFixture slots) {
		return Timetable.of(new Assignment("copy", 0, 1, "copy", new Rhythm(timing, missed, jitter, null), 0, 0, null,
				Duration.ZERO, true, ContextSettings.DEFAULT), slots.worker(0), LoopClock.SYSTEM);
	}

	private static Timetable begun(Timetable timetable) {
		timetable.begin(BEGIN);
		return timetable;
	}

}
