package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.protocol.Rhythm.Cron;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.MissedTick;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link CronTimetable}, with a clock that the test moves.
 */
class CronTimetableTests {

	private static final Duration MINUTE = Duration.ofMinutes(1);

	private @TempDir Path directory;

	private final DrivenClock clock = new DrivenClock("2026-11-29T02:00:00Z");

	private SlotFixture slots;

	private WorkerSlot slot;

	private MissedTick missed = MissedTick.ONCE;

	private @Nullable Duration startDeadline;

	private LongSupplier jitter = () -> 0;

	@BeforeEach
	void open() {
		this.slots = new SlotFixture(this.directory);
		this.slot = this.slots.worker(0);
	}

	@AfterEach
	void close() {
		this.slot.close();
		this.slots.close();
	}

	@Test
	void iterationIsDueAtTheTick() {
		CronTimetable timetable = begun("0 0 3 * * *");
		passWaiting(timetable, Duration.ofMinutes(59));
		this.clock.pass(Duration.ofSeconds(59));
		assertThat(timetable.remaining(0)).isEqualTo(Duration.ofSeconds(1).toNanos());
		this.clock.pass(Duration.ofSeconds(1));
		assertThat(timetable.remaining(0)).isNotPositive();
		timetable.ended(0);
		assertThat(timetable.remaining(0)).isEqualTo(MINUTE.toNanos());
		assertThat(runsWithin(timetable, Duration.ofHours(24))).isEqualTo(1);
	}

	@Test
	void waitsAMinuteAtMostBeforeItLooksAtTheClockAgain() {
		assertThat(begun("0 0 3 * * *").remaining(0)).isEqualTo(MINUTE.toNanos());
	}

	@Test
	void waitsInVainForATimeThatNeverComesAgain() {
		assertThat(begun("0 0 0 30 2 *").remaining(0)).isEqualTo(MINUTE.toNanos());
	}

	@Test
	void tickThatIsNoticedWithinAMinuteIsOnTimeEvenToSkip() {
		this.missed = MissedTick.SKIP;
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, Duration.ofMinutes(29));
		this.clock.pass(MINUTE.plusSeconds(60));
		assertThat(timetable.remaining(0)).isNotPositive();
	}

	@Test
	void ticksDuringAnIterationAreMadeUpForByOne() {
		CronTimetable timetable = begun("0 * * * * *");
		passWaiting(timetable, MINUTE.minusSeconds(1));
		this.clock.pass(Duration.ofSeconds(1));
		assertThat(timetable.remaining(0)).isNotPositive();
		this.clock.pass(Duration.ofMinutes(5).plusSeconds(10));
		timetable.ended(0);
		assertThat(timetable.remaining(0)).isNotPositive();
		this.clock.pass(Duration.ofSeconds(10));
		timetable.ended(0);
		assertThat(timetable.remaining(0)).isEqualTo(Duration.ofSeconds(40).toNanos());
	}

	@Test
	void ticksDuringAnIterationAreSkipped() {
		this.missed = MissedTick.SKIP;
		CronTimetable timetable = begun("0 * * * * *");
		passWaiting(timetable, MINUTE.minusSeconds(1));
		this.clock.pass(Duration.ofSeconds(1));
		assertThat(timetable.remaining(0)).isNotPositive();
		this.clock.pass(Duration.ofMinutes(5).plusSeconds(10));
		timetable.ended(0);
		assertThat(timetable.remaining(0)).isEqualTo(Duration.ofSeconds(50).toNanos());
	}

	@Test
	void tickDuringAPauseIsMadeUpForWhenThatIsOver() {
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, MINUTE);
		this.clock.pass(Duration.ofHours(1));
		timetable.begin(0);
		assertThat(timetable.remaining(0)).isNotPositive();
	}

	@Test
	void tickDuringAPauseIsMissedEvenIfItWasJustNow() {
		this.missed = MissedTick.SKIP;
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, Duration.ofMinutes(29));
		this.clock.pass(MINUTE.plusSeconds(1));
		timetable.begin(0);
		assertThat(timetable.remaining(0)).isPositive();
	}

	@Test
	void pauseWithoutATickChangesNothing() {
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, MINUTE);
		this.clock.pass(MINUTE);
		timetable.begin(0);
		assertThat(timetable.remaining(0)).isEqualTo(MINUTE.toNanos());
	}

	@Test
	void tickWhileTheMachineSleptIsMadeUpFor() {
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, MINUTE);
		this.clock.set("2026-11-29T07:12:00Z");
		assertThat(timetable.remaining(0)).isNotPositive();
		timetable.ended(0);
		assertThat(runsWithin(timetable, Duration.ofHours(19))).isZero();
	}

	@Test
	void tickWhileTheMachineSleptIsSkipped() {
		this.missed = MissedTick.SKIP;
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, MINUTE);
		this.clock.set("2026-11-29T07:12:00Z");
		assertThat(timetable.remaining(0)).isEqualTo(MINUTE.toNanos());
	}

	@Test
	void missedTickThatIsOlderThanTheStartDeadlineIsNotMadeUpFor() {
		this.startDeadline = Duration.ofMinutes(10);
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, MINUTE);
		this.clock.set("2026-11-29T02:40:00.001Z");
		assertThat(timetable.remaining(0)).isPositive();
	}

	@Test
	void missedTickThatIsAsOldAsTheStartDeadlineIsMadeUpFor() {
		this.startDeadline = Duration.ofMinutes(10);
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, MINUTE);
		this.clock.set("2026-11-29T02:40:00Z");
		assertThat(timetable.remaining(0)).isNotPositive();
	}

	@Test
	void startDeadlineIsThatOfTheLastTickThatWasMissed() {
		this.startDeadline = Duration.ofMinutes(10);
		CronTimetable timetable = begun("0 0 * * * *");
		passWaiting(timetable, MINUTE);
		this.clock.set("2026-11-29T09:05:00Z");
		assertThat(timetable.remaining(0)).isNotPositive();
	}

	@Test
	void clockThatIsSetForwardOverATickMakesUpForIt() {
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, MINUTE);
		this.clock.set("2026-11-29T04:00:00Z");
		assertThat(timetable.remaining(0)).isNotPositive();
	}

	@Test
	void clockThatIsSetBackALittleRepeatsNoTick() {
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, Duration.ofMinutes(29));
		this.clock.pass(MINUTE);
		assertThat(timetable.remaining(0)).isNotPositive();
		timetable.ended(0);
		this.clock.set("2026-11-29T02:29:10Z");
		assertThat(runsWithin(timetable, Duration.ofMinutes(10))).isZero();
	}

	@Test
	void clockThatIsSetBackByMoreThanAMinuteCountsFromThen() {
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, Duration.ofMinutes(29));
		this.clock.pass(MINUTE);
		assertThat(timetable.remaining(0)).isNotPositive();
		timetable.ended(0);
		this.clock.set("2026-11-29T01:00:00Z");
		assertThat(runsWithin(timetable, Duration.ofMinutes(89))).isZero();
		assertThat(runsWithin(timetable, Duration.ofMinutes(2))).isEqualTo(1);
	}

	@Test
	void tickDuringARestartIsMadeUpForByTheNextProcess() {
		CronTimetable first = begun("0 30 2 * * *");
		passWaiting(first, MINUTE);
		this.clock.pass(Duration.ofMinutes(40));
		assertThat(begun("0 30 2 * * *", Instant.parse("2026-11-29T02:00:00Z")).remaining(0)).isNotPositive();
	}

	@Test
	void tickInWhoseIterationTheProcessDiedIsNotRepeated() {
		CronTimetable first = begun("0 30 2 * * *");
		passWaiting(first, Duration.ofMinutes(29));
		this.clock.pass(MINUTE);
		assertThat(first.remaining(0)).isNotPositive();
		CronTimetable next = begun("0 30 2 * * *", Instant.parse("2026-11-29T02:00:00Z"));
		assertThat(runsWithin(next, Duration.ofHours(1))).isZero();
	}

	@Test
	void ticksBeforeTheWorkerWasStartedDoNotCount() {
		this.slot.tick(Instant.parse("2026-11-20T00:00:00Z").toEpochMilli());
		CronTimetable timetable = begun("0 30 1 * * *");
		assertThat(timetable.remaining(0)).isEqualTo(MINUTE.toNanos());
	}

	@Test
	void rubbishInTheSlotIsTakenForAClockThatWasSetBack() {
		this.slot.tick(Long.MAX_VALUE - 5);
		assertThat(runsWithin(begun("0 30 2 * * *"), Duration.ofHours(1))).isEqualTo(1);
	}

	@Test
	void iterationIsPutOffByTheJitter() {
		this.jitter = () -> Duration.ofSeconds(20).toNanos();
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, Duration.ofMinutes(30));
		assertThat(timetable.remaining(0)).isEqualTo(Duration.ofSeconds(20).toNanos());
		this.clock.pass(Duration.ofSeconds(20));
		assertThat(timetable.remaining(0)).isNotPositive();
	}

	@Test
	void iterationThatWasPutOffIsNotLostByOneThatWasOrdered() {
		this.missed = MissedTick.SKIP;
		this.jitter = () -> Duration.ofSeconds(20).toNanos();
		CronTimetable timetable = begun("0 30 2 * * *");
		passWaiting(timetable, Duration.ofMinutes(30));
		this.clock.pass(Duration.ofSeconds(5));
		timetable.ranByOrder(0);
		assertThat(timetable.remaining(0)).isEqualTo(Duration.ofSeconds(15).toNanos());
		this.clock.pass(Duration.ofSeconds(15));
		assertThat(timetable.remaining(0)).isNotPositive();
	}

	private CronTimetable begun(String expression) {
		return begun(expression, Instant.ofEpochMilli(this.clock.currentTimeMillis()));
	}

	private CronTimetable begun(String expression, Instant from) {
		Cron cron = new Cron(expression, ZoneId.of("UTC"));
		CronTimetable timetable = new CronTimetable(cron,
				new Rhythm(cron, this.missed, Duration.ZERO, this.startDeadline),
				new TickRecord(this.slot, from.toEpochMilli()), this.clock, this.jitter);
		timetable.begin(0);
		return timetable;
	}

	/**
	 * Let time pass in which no iteration is due.
	 */
	private void passWaiting(CronTimetable timetable, Duration time) {
		assertThat(runsWithin(timetable, time)).isZero();
	}

	/**
	 * Return how many iterations a loop runs that looks when it was told to.
	 */
	private int runsWithin(CronTimetable timetable, Duration time) {
		int runs = 0;
		long left = time.toNanos();
		while (true) {
			long remaining = timetable.remaining(0);
			if (remaining <= 0) {
				runs++;
				timetable.ended(0);
				continue;
			}
			if (left == 0) {
				return runs;
			}
			long step = Math.min(remaining, left);
			this.clock.pass(Duration.ofNanos(step));
			left -= step;
		}
	}

}
