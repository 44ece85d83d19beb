package dev.daemonspring.observe;

import java.util.ArrayList;
import java.util.List;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ObservedRehearsal}.
 */
class ObservedRehearsalTests {

	@Test
	void rehearsalReachesNobody() throws Exception {
		List<Observation.Context> observed = new ArrayList<>();
		ObservationRegistry registry = ObservationRegistry.create();
		registry.observationConfig().observationHandler(new ObservationHandler<>() {

			@Override
			public void onStart(Observation.Context context) {
				observed.add(context);
			}

			@Override
			public boolean supportsContext(Observation.Context context) {
				return true;
			}

		});
		ObservedWork work = new ObservedWork(registry, null, null);
		work.rehearse();
		assertThat(observed).isEmpty();
		assertThat(registry.getCurrentObservation()).isNull();
		work.iteration("copy", Object.class, () -> {
		});
		assertThat(observed).hasSize(1);
	}

}
