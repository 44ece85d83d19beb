package dev.daemonspring.observe;

import java.lang.reflect.Method;
import java.util.Map;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Observes work that is none, again and again, so that the code has run when there is
 * some. Neither a handler, a convention nor a meter of the application takes part.
 */
final class ObservedRehearsal {

	private static final int ROUNDS = 30;

	private static final boolean METERS = ClassUtils.isPresent("io.micrometer.core.instrument.MeterRegistry",
			ObservedRehearsal.class.getClassLoader());

	private final ObservationRegistry registry = ObservationRegistry.create();

	void run() throws Exception {
		if (METERS) {
			Meters.observe(this.registry);
		}
		ObservedWork work = new ObservedWork(this.registry, null, null);
		Method method = ReflectionUtils.findMethod(Object.class, "toString");
		for (int round = 0; round < ROUNDS && method != null; round++) {
			work.iteration("standby", Object.class, () -> {
			});
			work.command("standby", "ask", method, Map.of(), () -> null);
		}
	}

	/**
	 * What makes meters of observations, as Boot arranges it.
	 */
	private static final class Meters {

		private static void observe(ObservationRegistry registry) {
			MeterRegistry meters = new SimpleMeterRegistry();
			registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
		}

	}

}
