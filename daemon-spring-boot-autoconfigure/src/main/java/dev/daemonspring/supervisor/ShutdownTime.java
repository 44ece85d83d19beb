package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Collection;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/**
 * How long the end of the daemon may take at most. What its beans do when they are
 * destroyed is not reckoned in.
 */
final class ShutdownTime {

	/**
	 * By its name, because an application may have no classes of web servers.
	 */
	private static final String GRACEFUL_SHUTDOWN = "webServerGracefulShutdown";

	private static final Duration DEFAULT_PHASE = Duration.ofSeconds(30);

	private ShutdownTime() {
	}

	/**
	 * Return how long the web server waits for requests that are being handled, which it
	 * does before the workers are told to end.
	 */
	static Duration ofWebServer(ApplicationContext context) {
		Environment environment = context.getEnvironment();
		boolean graceful = "graceful".equalsIgnoreCase(environment.getProperty("server.shutdown", "graceful"));
		return (graceful && context.containsBean(GRACEFUL_SHUTDOWN)) ? Binder.get(environment)
			.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
			.orElse(DEFAULT_PHASE) : Duration.ZERO;
	}

	/**
	 * Return how long the workers may take, until the last of them has been killed.
	 */
	static Duration ofWorkers(Collection<WorkerSpecification> specifications) {
		Duration longest = Duration.ZERO;
		for (WorkerSpecification specification : specifications) {
			Duration grace = specification.shutdownGrace();
			longest = (grace.compareTo(longest) > 0) ? grace : longest;
		}
		return longest.multipliedBy(2).plus(Supervisor.EXIT_AFTER_KILL);
	}

}
