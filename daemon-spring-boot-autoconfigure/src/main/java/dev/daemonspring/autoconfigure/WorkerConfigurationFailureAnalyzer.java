package dev.daemonspring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.daemonspring.process.WorkerConfigurationException;

/**
 * Explains a worker that is declared or configured in a way that can't work.
 */
class WorkerConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<WorkerConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, WorkerConfigurationException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
