package dev.daemonspring.processes;

import java.nio.file.Path;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerContext;

/**
 * Two workers that tell, by files, which of their beans exist in which process. One
 * depends on a lifecycle bean.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, DaemonAutoConfiguration.class })
class HotApplication {

	@Bean
	@Worker(name = "copy", forever = true)
	TellingWorker copy(WorkerContext context, Traces traces, Pump pump) {
		return new TellingWorker("copy", context, traces);
	}

	@Bean
	@Worker(name = "mail", forever = true)
	TellingWorker mail(WorkerContext context, Traces traces) {
		return new TellingWorker("mail", context, traces);
	}

	@Bean
	Traces traces(Environment environment) {
		return new Traces(Path.of(environment.getRequiredProperty("hot.directory")),
				environment.getProperty("hot.exclusive", ""));
	}

	@Bean
	Pump pump(Traces traces) {
		return new Pump(traces);
	}

	/**
	 * Runs from its start to its stop.
	 */
	static final class Pump implements SmartLifecycle {

		private final Traces traces;

		private boolean running;

		Pump(Traces traces) {
			this.traces = traces;
		}

		@Override
		public void start() {
			this.running = true;
			this.traces.leave("pump-started");
		}

		@Override
		public void stop() {
			this.running = false;
			this.traces.leave("pump-stopped");
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
