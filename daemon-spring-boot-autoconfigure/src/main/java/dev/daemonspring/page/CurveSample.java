package dev.daemonspring.page;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.WorkerInfo;

/**
 * What a sample of a worker's curves is made of.
 *
 * @param iterations the number of finished iterations
 * @param nanos how long all of them took together
 * @param restarts the number of restarts
 * @param pid the id of the process, or {@code null}
 * @param memory the resident memory of the process in bytes, or {@code null}
 */
record CurveSample(long iterations, long nanos, long restarts, @Nullable Long pid, @Nullable Long memory) {

	static CurveSample of(WorkerInfo info, @Nullable Long memory) {
		return new CurveSample(info.iterations(), info.totalLoop().toNanos(), info.restarts(), info.pid(), memory);
	}

}
