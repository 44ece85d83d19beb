package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;

import dev.daemonspring.autoconfigure.WorkerProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LayeredSettings}: which of two {@link WorkerSettings}, of what the
 * author declared and of the built-in default counts.
 */
class LayeredSettingsTests {

	private static final Duration OWN = Duration.ofSeconds(1);

	private static final Duration DECLARED = Duration.ofSeconds(2);

	private static final Duration COMMON = Duration.ofSeconds(3);

	private static final Duration BUILT_IN = Duration.ofSeconds(4);

	private final WorkerProperties own = new WorkerProperties();

	private final WorkerProperties defaults = new WorkerProperties();

	private final LayeredSettings layers = new LayeredSettings(this.own, this.defaults);

	@Test
	void whatIsConfiguredForTheWorkerWinsOverEverything() {
		this.own.setLooptime(OWN);
		this.defaults.setLooptime(COMMON);
		assertThat(this.layers.<Duration>get(WorkerSettings::getLooptime, DECLARED, BUILT_IN)).isEqualTo(OWN);
		assertThat(this.layers.<Duration>get(WorkerSettings::getLooptime, BUILT_IN)).isEqualTo(OWN);
		assertThat(this.layers.<Duration>find(WorkerSettings::getLooptime, DECLARED)).isEqualTo(OWN);
		assertThat(this.layers.<Duration>find(WorkerSettings::getLooptime)).isEqualTo(OWN);
	}

	@Test
	void whatItsAuthorDeclaredWinsOverWhatIsConfiguredForAll() {
		this.defaults.setLooptime(COMMON);
		assertThat(this.layers.<Duration>get(WorkerSettings::getLooptime, DECLARED, BUILT_IN)).isEqualTo(DECLARED);
		assertThat(this.layers.<Duration>find(WorkerSettings::getLooptime, DECLARED)).isEqualTo(DECLARED);
	}

	@Test
	void whatIsConfiguredForAllWinsOverTheBuiltInDefault() {
		this.defaults.setLooptime(COMMON);
		assertThat(this.layers.<Duration>get(WorkerSettings::getLooptime, null, BUILT_IN)).isEqualTo(COMMON);
		assertThat(this.layers.<Duration>get(WorkerSettings::getLooptime, BUILT_IN)).isEqualTo(COMMON);
		assertThat(this.layers.<Duration>find(WorkerSettings::getLooptime)).isEqualTo(COMMON);
	}

	@Test
	void whatNobodySaysIsTheBuiltInDefaultOrNothing() {
		assertThat(this.layers.<Duration>get(WorkerSettings::getLooptime, null, BUILT_IN)).isEqualTo(BUILT_IN);
		assertThat(this.layers.<Duration>get(WorkerSettings::getLooptime, BUILT_IN)).isEqualTo(BUILT_IN);
		assertThat(this.layers.<Duration>find(WorkerSettings::getLooptime)).isNull();
	}

	@Test
	void workerForWhichNothingIsConfiguredTakesTheOtherLayers() {
		LayeredSettings others = new LayeredSettings(null, this.defaults);
		this.defaults.setLooptime(COMMON);
		assertThat(others.<Duration>get(WorkerSettings::getLooptime, DECLARED, BUILT_IN)).isEqualTo(DECLARED);
		assertThat(others.<Duration>get(WorkerSettings::getLooptime, BUILT_IN)).isEqualTo(COMMON);
		assertThat(others.<Duration>get(WorkerSettings::getStartTimeout, BUILT_IN)).isEqualTo(BUILT_IN);
	}

	@Test
	void valueThatIsZeroFalseOrEmptyIsAValue() {
		this.own.setLooptime(Duration.ZERO);
		this.own.setForever(false);
		this.own.setLifecycle(List.of());
		this.own.setProcess("");
		this.defaults.setLooptime(COMMON);
		this.defaults.setForever(true);
		this.defaults.setLifecycle(List.of("*"));
		this.defaults.setProcess("files");
		assertThat(this.layers.<Duration>get(WorkerSettings::getLooptime, DECLARED, BUILT_IN)).isZero();
		assertThat(this.layers.<Boolean>get(WorkerSettings::getForever, true, true)).isFalse();
		assertThat(this.layers.<List<String>>get(WorkerSettings::getLifecycle, List.of("a"))).isEmpty();
		assertThat(this.layers.<String>find(WorkerSettings::getProcess, "declared")).isEmpty();
	}

	@Test
	void restartSettingsAreLayeredOneByOne() {
		this.own.getRestart().setMaxRestarts(1);
		this.defaults.getRestart().setMaxRestarts(2);
		this.defaults.getRestart().setWithin(COMMON);
		assertThat(this.layers.<Integer>find((settings) -> settings.getRestart().getMaxRestarts())).isOne();
		assertThat(this.layers.<Duration>find((settings) -> settings.getRestart().getWithin())).isEqualTo(COMMON);
	}

}
