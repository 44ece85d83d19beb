package dev.daemonspring.metrics;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.logging.LoggingMeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerTagTests {

	@Test
	void metersOfRegistryThatPushesTellTheWorker() {
		LoggingMeterRegistry push = new LoggingMeterRegistry();
		WorkerTag.addTo(push, () -> "handyman");
		assertThat(push.counter("orders").getId().getTag("worker")).isEqualTo("handyman");
		assertThat(push.counter("orders", "worker", "joe").getId().getTag("worker")).isEqualTo("joe");
		push.close();
	}

	@Test
	void metersOfRegistryThatIsFetchedDoNot() {
		MeterRegistry pull = new SimpleMeterRegistry();
		WorkerTag.addTo(pull, () -> "handyman");
		assertThat(pull.counter("orders").getId().getTags()).isEmpty();
	}

	@Test
	void compositeLeavesItToItsRegistries() {
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		WorkerTag.addTo(composite, () -> "handyman");
		assertThat(composite.counter("orders").getId().getTags()).isEmpty();
	}

	@Test
	void registryThatKnowsMostIsReadAndOneThatPushesNever() {
		LoggingMeterRegistry push = new LoggingMeterRegistry();
		SimpleMeterRegistry simple = new SimpleMeterRegistry();
		CompositeMeterRegistry composite = new CompositeMeterRegistry();
		composite.add(push);
		assertThat(PulledRegistry.best(List.of(composite))).isNull();
		composite.add(simple);
		assertThat(PulledRegistry.best(List.of(composite))).isSameAs(simple);
		push.close();
	}

}
