package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.daemonspring.autoconfigure.WorkerProperties;
import dev.daemonspring.policy.InstanceCounts;
import dev.daemonspring.policy.ScaleLimits;
import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.worker.WorkerTiming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link InstanceSettings}.
 */
class InstanceSettingsTests {

	private final WorkerProperties own = new WorkerProperties();

	private final WorkerProperties defaults = new WorkerProperties();

	@Test
	void workerIsAloneUnlessItSaysMore() {
		assertThat(settle(null, null)).isEqualTo(InstanceCounts.ONE);
	}

	@Test
	void worldCantMakeAWorkerMoreThanItsInstancesUnlessItSaysSo() {
		assertThat(settle(3, null)).isEqualTo(new InstanceCounts(3, 3));
		assertThat(settle(3, 8)).isEqualTo(new InstanceCounts(3, 8));
		assertThat(settle(null, 8)).isEqualTo(new InstanceCounts(1, 8));
	}

	@Test
	void configurationOfTheWorkerWinsOverWhatIsDeclaredAndThatOverTheDefaults() {
		this.defaults.setInstances(2);
		assertThat(settle(null, null)).isEqualTo(new InstanceCounts(2, 2));
		assertThat(settle(3, null)).isEqualTo(new InstanceCounts(3, 3));
		this.own.setInstances(1);
		assertThat(settle(3, null)).isEqualTo(InstanceCounts.ONE);
		this.own.setMaxInstances(4);
		assertThat(settle(3, 8)).isEqualTo(new InstanceCounts(1, 4));
	}

	@Test
	void moreInstancesThanTheLargestNumberAreRefused() {
		this.own.setInstances(9);
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> settle(null, 8))
			.withMessageContaining("9 instances, more than its 'max-instances' of 8")
			.satisfies(
					(ex) -> assertThat(ex.action()).contains("'daemon.workers.handyman.max-instances' to 9 or more"));
	}

	@Test
	void instancesInASharedProcessAreRefused() {
		this.own.setProcess("crew");
		assertThat(settle(1, 1)).isEqualTo(InstanceCounts.ONE);
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> settle(1, 2))
			.withMessageContaining("shares the process 'crew'")
			.withMessageContaining("one bean");
	}

	@Test
	void limitsOfAScalerMustBeInOrder() {
		this.own.getScale().setMin(2);
		assertThat(settle(2, 5).scaling()).isEqualTo(new ScaleLimits(2, 5, ScaleLimits.DEFAULT_COOL_DOWN));
		this.own.getScale().setMax(6);
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> settle(2, 5))
			.withMessageContaining("'scale.min' of 2 and 'scale.max' of 6");
		this.own.getScale().setMax(1);
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> settle(2, 5));
	}

	@Test
	void numbersBeyondTheirLimitsAreRefused() {
		for (int number : List.of(0, -1, 1000)) {
			assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> settle(number, null))
				.withMessageContaining("'instances' set to " + number)
				.withMessageContaining("between 1 and 999");
			assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> settle(null, number))
				.withMessageContaining("'maxInstances'");
			this.own.setInstances(number);
			assertThatExceptionOfType(InvalidPropertyException.class).isThrownBy(() -> settle(null, null))
				.withMessageContaining("daemon.workers.handyman.instances");
			this.own.setInstances(null);
		}
	}

	private InstanceCounts settle(@Nullable Integer instances, @Nullable Integer maxInstances) {
		WorkerDefinition definition = new WorkerDefinition("handyman", "handyman", null, WorkerTiming.NONE, null, null,
				instances, maxInstances);
		return new WorkerSpecifications(Map.of("handyman", this.own), this.defaults, Duration.ofSeconds(5))
			.of(List.of(definition))
			.get(0)
			.instances();
	}

}
