package dev.daemonspring.observe;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;

/**
 * Keys of observations, as Spring's {@code tasks.scheduled.execution} has them.
 */
final class WorkerKeyNames {

	private WorkerKeyNames() {
	}

	static KeyValue worker(String name) {
		return KeyValue.of("worker", name);
	}

	static KeyValue codeFunction(String method) {
		return KeyValue.of("code.function", method);
	}

	/**
	 * A lambda has no name that is the same in the next process.
	 */
	static KeyValue codeNamespace(Class<?> type) {
		String name = type.getCanonicalName();
		return KeyValue.of("code.namespace", (name != null) ? name : "ANONYMOUS");
	}

	static KeyValue exception(Observation.Context context) {
		Throwable error = context.getError();
		return KeyValue.of("exception", (error != null) ? simpleName(error) : KeyValue.NONE_VALUE);
	}

	static KeyValue outcome(Observation.Context context) {
		return KeyValue.of("outcome", (context.getError() != null) ? "ERROR" : "SUCCESS");
	}

	private static String simpleName(Throwable error) {
		String name = error.getClass().getSimpleName();
		return name.isEmpty() ? error.getClass().getName() : name;
	}

}
