package dev.daemonspring.observe;

import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * {@link ObservationConvention} for commands in the worker's process. A bean of this type
 * replaces the default, and so does a {@link GlobalObservationConvention}.
 *
 * @since 0.1.0
 */
public interface WorkerCommandObservationConvention extends ObservationConvention<WorkerCommandObservationContext> {

	/**
	 * What there is when an application has no convention of its own.
	 */
	WorkerCommandObservationConvention DEFAULT = new WorkerCommandObservationConvention() {

	};

	@Override
	default String getName() {
		return "worker.command";
	}

	@Override
	default String getContextualName(WorkerCommandObservationContext context) {
		return "command " + context.getWorker() + "." + context.getCommand();
	}

	@Override
	default KeyValues getLowCardinalityKeyValues(WorkerCommandObservationContext context) {
		return KeyValues.of(WorkerKeyNames.worker(context.getWorker()), KeyValue.of("command", context.getCommand()),
				WorkerKeyNames.codeFunction(context.getMethod().getName()),
				WorkerKeyNames.codeNamespace(context.getMethod().getDeclaringClass()),
				WorkerKeyNames.exception(context), WorkerKeyNames.outcome(context));
	}

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof WorkerCommandObservationContext;
	}

}
