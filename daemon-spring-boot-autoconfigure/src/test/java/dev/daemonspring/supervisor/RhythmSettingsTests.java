package dev.daemonspring.supervisor;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.protocol.Rhythm.Cron;
import dev.daemonspring.protocol.Rhythm.Delay;
import dev.daemonspring.protocol.Rhythm.Looptime;
import dev.daemonspring.protocol.Rhythm.Once;
import dev.daemonspring.worker.MissedTick;
import dev.daemonspring.worker.WorkerTiming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RhythmSettings} and {@link RhythmLayer}.
 */
class RhythmSettingsTests {

	private static final WorkerTiming NONE = WorkerTiming.NONE;

	private static final Duration TEN = Duration.ofSeconds(10);

	@Test
	void nothingIsALooptimeOfOneSecond() {
		assertThat(settle(NONE, NONE, NONE)).isEqualTo(Rhythm.every(Duration.ofSeconds(1)));
	}

	@Test
	void highestLayerThatSetsATimingDecides() {
		assertThat(settle(NONE.delay(TEN), NONE.cron("@daily"), NONE.looptime(TEN)).timing()).isEqualTo(new Delay(TEN));
		assertThat(settle(NONE, NONE.once(true), NONE.looptime(TEN)).timing()).isEqualTo(new Once());
		assertThat(settle(NONE, NONE, NONE.looptime(TEN)).timing()).isEqualTo(new Looptime(TEN));
		assertThat(settle(NONE.looptime(TEN), NONE.once(true), NONE).timing()).isEqualTo(new Looptime(TEN));
	}

	@Test
	void eachOptionComesFromTheHighestLayerThatSetsIt() {
		Rhythm rhythm = settle(NONE.zone("UTC"), NONE.cron("@daily").zone("Europe/Berlin").startDeadline(TEN),
				NONE.missed(MissedTick.SKIP).jitter(TEN).startDeadline(Duration.ZERO));
		assertThat(rhythm).isEqualTo(new Rhythm(new Cron("@daily", ZoneId.of("UTC")), MissedTick.SKIP, TEN, TEN));
	}

	@Test
	void zoneIsTheDaemonsByDefault() {
		assertThat(settle(NONE.cron("@daily"), NONE, NONE).timing())
			.isEqualTo(new Cron("@daily", ZoneId.systemDefault()));
	}

	@Test
	void optionsForAllWorkersAreIgnoredWhereTheyDoNotFit() {
		Rhythm once = settle(NONE.once(true), NONE,
				NONE.zone("UTC").missed(MissedTick.SKIP).jitter(TEN).startDeadline(TEN));
		assertThat(once.jitter()).isZero();
		assertThat(once.startDeadline()).isNull();
	}

	@Test
	void optionsOfALayerThatDoesNotDecideAreIgnored() {
		assertThat(settle(NONE.looptime(TEN), NONE.cron("@daily").zone("UTC").startDeadline(TEN), NONE))
			.isEqualTo(Rhythm.every(TEN));
	}

	@Test
	void optionThatDoesNotFitIsRejectedWithItsProperty() {
		assertThatExceptionOfType(InvalidPropertyException.class)
			.isThrownBy(() -> settle(NONE.zone("UTC"), NONE.looptime(TEN), NONE))
			.withMessage(
					"'daemon.workers.copy' sets 'zone', but the worker runs every 10s, to which that does not apply.")
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("daemon.workers.copy.zone"))
			.satisfies((ex) -> assertThat(ex.action()).contains("'zone' and 'start-deadline' need 'cron'"));
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> settle(NONE, NONE.once(true).jitter(TEN), NONE))
			.withMessage(
					"The worker 'copy' (bean 'copier') sets 'jitter', but the worker runs once, to which that does not apply.");
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> settle(NONE, NONE.delay(TEN).missed(MissedTick.SKIP).startDeadline(TEN), NONE))
			.withMessageContaining("sets 'start-deadline' and 'missed'");
	}

	@Test
	void twoTimingsInOneLayerAreRejected() {
		assertThatExceptionOfType(InvalidPropertyException.class)
			.isThrownBy(() -> layer(NONE.looptime(TEN).cron("@daily").once(true)).check())
			.withMessage(
					"'daemon.workers.copy' sets 'looptime' and 'cron' and 'once', but a worker has at most one of them.");
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> declared(NONE.delay(TEN).looptime(TEN)).check())
			.withMessage(
					"The worker 'copy' (bean 'copier') sets 'looptime' and 'delay', but a worker has at most one of them.");
	}

	@Test
	void expressionThatNeverFiresIsRejected() {
		assertThatExceptionOfType(InvalidPropertyException.class)
			.isThrownBy(() -> layer(NONE.cron("0 0 0 30 2 *")).check())
			.withMessage("'daemon.workers.copy' has the cron expression '0 0 0 30 2 *', but it never fires.")
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("daemon.workers.copy.cron"));
	}

	@Test
	void invalidExpressionIsRejectedWithTheFieldThatIsWrong() {
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> declared(NONE.cron("0 0 25 * * *")).check())
			.withMessageContaining("'0 0 25 * * *', but its hour '25' is invalid")
			.satisfies((ex) -> assertThat(ex.action()).contains("second, minute, hour"));
	}

	@Test
	void unknownZoneIsRejected() {
		assertThatExceptionOfType(InvalidPropertyException.class)
			.isThrownBy(() -> layer(NONE.cron("@daily").zone("Europe/Atlantis")).check())
			.withMessage("'daemon.workers.copy' has the time zone 'Europe/Atlantis', but there is no such zone.");
	}

	@Test
	void negativeDurationsAreRejected() {
		assertThatExceptionOfType(InvalidPropertyException.class)
			.isThrownBy(() -> layer(NONE.delay(TEN.negated())).check())
			.withMessageContaining("'daemon.workers.copy.delay' is '-10s', but must be between 0s and");
		assertThatExceptionOfType(InvalidPropertyException.class)
			.isThrownBy(() -> layer(NONE.cron("@daily").startDeadline(TEN.negated())).check())
			.withMessageContaining("'daemon.workers.copy.start-deadline' is '-10s'");
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> declared(NONE.jitter(TEN.negated())).check())
			.withMessage("The worker 'copy' (bean 'copier') has a jitter of PT-10S, which is below zero.");
	}

	private static Rhythm settle(WorkerTiming own, WorkerTiming declared, WorkerTiming defaults) {
		return new RhythmSettings(List.of(layer(own), declared(declared)),
				new RhythmLayer(RhythmSource.properties("daemon.defaults"), defaults))
			.settle();
	}

	private static RhythmLayer layer(WorkerTiming said) {
		return new RhythmLayer(RhythmSource.properties("daemon.workers.copy"), said);
	}

	private static RhythmLayer declared(WorkerTiming said) {
		return RhythmLayer.of("copy", "copier", said);
	}

}
