package dev.daemonspring.autoconfigure;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.supervisor.DaemonConfiguration;
import dev.daemonspring.supervisor.DaemonSettings;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.supervisor.InvalidPropertyException;
import dev.daemonspring.supervisor.OnWorkerExit;
import dev.daemonspring.supervisor.RunMode;
import dev.daemonspring.supervisor.Surroundings;
import dev.daemonspring.supervisor.WorkerDefinition;
import dev.daemonspring.supervisor.WorkerSpecification;
import dev.daemonspring.worker.WorkerTiming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DaemonConfiguration}: what becomes of the properties.
 */
class DaemonConfigurationTests {

	private static final RunMode MODE = new RunMode(Isolation.THREAD, OnWorkerExit.SHUTDOWN, true);

	private final DaemonProperties properties = new DaemonProperties();

	@Test
	void settingsAreThoseOfTheDaemonAndOfTheModeThatItRunsIn() {
		this.properties.setDirectory(Path.of("region"));
		this.properties.setMailboxSize(DataSize.ofKilobytes(2));
		this.properties.setStandby("3");
		this.properties.getShutdown().setOrphanTimeout(Duration.ofSeconds(7));
		DaemonSettings settings = this.properties.toConfiguration(MODE).settings();
		assertThat(settings.directory()).isEqualTo(Path.of("region"));
		assertThat(settings.mailboxSize()).isEqualTo(2048);
		assertThat(settings.standby()).isEqualTo(3);
		assertThat(settings.orphanTimeout()).isEqualTo(Duration.ofSeconds(7));
		assertThat(settings.isolation()).isEqualTo(Isolation.THREAD);
		assertThat(settings.endsWithWorker()).isTrue();
		assertThat(settings.test()).isTrue();
		assertThat(this.properties.toConfiguration(new RunMode(Isolation.PROCESS, OnWorkerExit.IGNORE, false))
			.settings()
			.endsWithWorker()).isFalse();
	}

	@Test
	void surroundingsAreSixTenthsOfTheMemoryAndWorkersBeforeTheDaemonUnlessConfigured() {
		assertThat(this.properties.toConfiguration(MODE).settings().surroundings())
			.isEqualTo(new Surroundings(0.6, 500, null));
		this.properties.getMemory().setFraction(0);
		this.properties.getMemory().setOomScoreAdjust(0);
		this.properties.getShutdown().setAllowed(Duration.ofSeconds(30));
		assertThat(this.properties.toConfiguration(MODE).settings().surroundings())
			.isEqualTo(new Surroundings(0, 0, Duration.ofSeconds(30)));
	}

	@Test
	void fractionOfTheMemoryIsAPartOfIt() {
		for (double fraction : new double[] { -0.1, 1.1, Double.NaN }) {
			this.properties.getMemory().setFraction(fraction);
			assertThatExceptionOfType(InvalidPropertyException.class)
				.isThrownBy(() -> this.properties.toConfiguration(MODE))
				.withMessage("'daemon.memory.fraction' is '%s', but must be between 0 and 1.".formatted(fraction));
		}
	}

	@Test
	void standbysAreAsManyAsAreSetOrFollowTheNeed() {
		assertThat(this.properties.toConfiguration(MODE).settings().standby()).isEqualTo(1);
		assertThat(this.properties.toConfiguration(MODE).settings().standbyFollowsNeed()).isFalse();
		this.properties.setStandby("Auto");
		assertThat(this.properties.toConfiguration(MODE).settings().standby()).isEqualTo(1);
		assertThat(this.properties.toConfiguration(MODE).settings().standbyFollowsNeed()).isTrue();
	}

	@Test
	void standbysAreStartedWithWhatHoldsForAllWorkers() {
		this.properties.getDefaults().setMaxHeap(DataSize.ofMegabytes(64));
		this.properties.getDefaults().setJvmArgs(List.of("-Xss1m"));
		this.properties.getDefaults().setNice(5);
		WorkerProperties copy = new WorkerProperties();
		copy.setMaxHeap(DataSize.ofMegabytes(128));
		this.properties.getWorkers().put("copy", copy);
		DaemonConfiguration configuration = this.properties.toConfiguration(MODE);
		assertThat(configuration.settings().standbyPlan())
			.isEqualTo(new LaunchPlan(List.of("-Xss1m"), DataSize.ofMegabytes(64), 5));
		assertThat(specification(configuration, "copy").plan())
			.isEqualTo(new LaunchPlan(List.of("-Xss1m"), DataSize.ofMegabytes(128), 5));
		assertThat(specification(configuration, "other").plan()).isEqualTo(configuration.settings().standbyPlan());
	}

	@Test
	void specificationsAreOfWhatIsConfiguredElseDeclaredElseTheGraceOfTheDaemon() {
		this.properties.getShutdown().setGrace(Duration.ofSeconds(9));
		WorkerProperties copy = new WorkerProperties();
		copy.setShutdownGrace(Duration.ofSeconds(1));
		copy.getRestart().setMaxRestarts(3);
		this.properties.getWorkers().put("COPY", copy);
		DaemonConfiguration configuration = this.properties.toConfiguration(MODE);
		WorkerSpecification configured = specification(configuration, "copy");
		assertThat(configured.shutdownGrace()).isEqualTo(Duration.ofSeconds(1));
		assertThat(configured.restart().maxRestarts()).isEqualTo(3);
		assertThat(configured.description().looptime()).as("declared").isEqualTo(Duration.ofSeconds(5));
		WorkerSpecification other = specification(configuration, "other");
		assertThat(other.shutdownGrace()).isEqualTo(Duration.ofSeconds(9));
		assertThat(other.restart().maxRestarts()).isNull();
	}

	@Test
	void valueOfTheDaemonBeyondItsLimitsStopsTheStart() {
		this.properties.setStandby("101");
		assertThatExceptionOfType(InvalidPropertyException.class)
			.isThrownBy(() -> this.properties.toConfiguration(MODE))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("daemon.standby"));
	}

	@Test
	void valueOfAWorkerBeyondItsLimitsIsToldInTheNameAsConfigured() {
		WorkerProperties copy = new WorkerProperties();
		copy.setNice(20);
		this.properties.getWorkers().put("COPY", copy);
		DaemonConfiguration configuration = this.properties.toConfiguration(MODE);
		assertThatExceptionOfType(InvalidPropertyException.class).isThrownBy(() -> specification(configuration, "copy"))
			.satisfies((ex) -> assertThat(ex.property()).isEqualTo("daemon.workers.COPY.nice"));
	}

	private static WorkerSpecification specification(DaemonConfiguration configuration, String name) {
		WorkerDefinition definition = new WorkerDefinition(name, name, null,
				WorkerTiming.NONE.looptime(Duration.ofSeconds(5)), null, null);
		return configuration.specifications().of(List.of(definition)).get(0);
	}

}
