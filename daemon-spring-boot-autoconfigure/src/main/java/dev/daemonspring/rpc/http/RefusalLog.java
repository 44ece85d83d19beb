package dev.daemonspring.rpc.http;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Tells the operator of refused requests: at WARN one a second for each status, the rest
 * at DEBUG, so that nobody fills the disk by being refused. Thread-safe.
 */
class RefusalLog {

	private static final Log logger = LogFactory.getLog(RefusalLog.class);

	private final Map<Integer, Long> last = new ConcurrentHashMap<>();

	void log(HttpGuard.Refusal refusal) {
		String message = "Refused an RPC request with status " + refusal.status() + ": " + refusal.reason();
		if (isDue(refusal.status(), System.nanoTime())) {
			logger.warn(message);
		}
		else {
			logger.debug(message);
		}
	}

	private boolean isDue(int status, long now) {
		Long result = this.last.compute(status,
				(key, last) -> (last == null || now - last >= TimeUnit.SECONDS.toNanos(1)) ? now : last);
		return result == now;
	}

}
