package dev.daemonspring.observe;

import java.lang.reflect.Method;
import java.util.Map;

import io.micrometer.observation.ObservationRegistry;
import org.springframework.util.ReflectionUtils;

/**
 * Observes work that is none, again and again, so that the code has run when there is
 * some. Neither a handler, a convention nor a meter of the application takes part.
 */
final class ObservedRehearsal {

	private static final int ROUNDS = 30;

	private final ObservedWork work;

	/**
	 * Create a rehearsal.
	 * @param registry where to observe, which nobody else knows
	 */
	ObservedRehearsal(ObservationRegistry registry) {
		this.work = new ObservedWork(registry, null, null);
	}

	void run() throws Exception {
		Method method = ReflectionUtils.findMethod(Object.class, "toString");
		for (int round = 0; round < ROUNDS && method != null; round++) {
			this.work.iteration("standby", Object.class, () -> {
			});
			this.work.command("standby", "ask", method, Map.of(), () -> null);
		}
	}

}
