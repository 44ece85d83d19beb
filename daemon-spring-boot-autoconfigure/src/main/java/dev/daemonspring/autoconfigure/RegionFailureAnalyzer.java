package dev.daemonspring.autoconfigure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import dev.daemonspring.region.RegionException;

/**
 * Explains a status region that can't be made.
 */
class RegionFailureAnalyzer extends AbstractFailureAnalyzer<RegionException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RegionException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Set 'daemon.directory' to a directory that belongs to the user who runs the application, is writable for"
						+ " it and has room; it is made, with mode 0700, when it is absent.",
				cause);
	}

}
