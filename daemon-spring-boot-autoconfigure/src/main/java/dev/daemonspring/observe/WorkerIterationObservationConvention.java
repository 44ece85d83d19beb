package dev.daemonspring.observe;

import io.micrometer.common.KeyValues;
import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;

/**
 * {@link ObservationConvention} for iterations. A bean of this type replaces the default,
 * and so does a {@link GlobalObservationConvention}.
 *
 * @since 0.1.0
 */
public interface WorkerIterationObservationConvention extends ObservationConvention<WorkerIterationObservationContext> {

	/**
	 * What there is when an application has no convention of its own.
	 */
	WorkerIterationObservationConvention DEFAULT = new WorkerIterationObservationConvention() {

	};

	@Override
	default String getName() {
		return "worker.iteration";
	}

	@Override
	default String getContextualName(WorkerIterationObservationContext context) {
		return "worker " + context.getWorker();
	}

	@Override
	default KeyValues getLowCardinalityKeyValues(WorkerIterationObservationContext context) {
		return KeyValues.of(WorkerKeyNames.worker(context.getWorker()), WorkerKeyNames.codeFunction("loop"),
				WorkerKeyNames.codeNamespace(context.getWorkerClass()), WorkerKeyNames.exception(context),
				WorkerKeyNames.outcome(context));
	}

	@Override
	default boolean supportsContext(Observation.Context context) {
		return context instanceof WorkerIterationObservationContext;
	}

}
