package dev.daemonspring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.daemonspring.region.RegionException;

/**
 * A failure analyzer for a status region that can't be created.
 */
class RegionFailureAnalyzer extends AbstractFailureAnalyzer<RegionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RegionException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Set 'daemon.directory' to a directory that belongs to the user who runs the application, is writable"
						+ " and has enough space. It is created with mode 0700 if it does not exist.",
				cause);
	}

}
