package dev.daemonspring.processes;

import java.nio.file.Path;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerContext;

/**
 * Two workers that tell, by files, which of their beans exist in which process. One
 * depends on a lifecycle bean, and on beans that would do something on their own.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, DaemonAutoConfiguration.class })
class HotApplication {

	@Bean
	@Worker(name = "copy", forever = true)
	TellingWorker copy(WorkerContext context, Traces traces, Pump pump, Ticker ticker,
			QueueMessageListenerContainer queue, Environment environment) {
		if (environment.getProperty("hot.pause", Boolean.class, false)) {
			context.pause();
		}
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
		return new Pump("pump", traces);
	}

	@Bean
	Ticker ticker(Traces traces) {
		return new Ticker(traces);
	}

	@Bean
	QueueMessageListenerContainer queue(Traces traces) {
		return new QueueMessageListenerContainer(traces);
	}

	/**
	 * Ticks by itself.
	 */
	static final class Ticker {

		private final Traces traces;

		Ticker(Traces traces) {
			this.traces = traces;
		}

		@Scheduled(fixedDelay = 20)
		void tick() {
			this.traces.leave("ticked", "once");
		}

	}

	/**
	 * Counts as one that listens for messages, by its name.
	 */
	static final class QueueMessageListenerContainer extends Pump {

		QueueMessageListenerContainer(Traces traces) {
			super("queue", traces);
		}

	}

	/**
	 * Runs from its start to its stop.
	 */
	static class Pump implements SmartLifecycle {

		private final String name;

		private final Traces traces;

		private boolean running;

		Pump(String name, Traces traces) {
			this.name = name;
			this.traces = traces;
		}

		@Override
		public void start() {
			this.running = true;
			this.traces.leave(this.name + "-started");
		}

		@Override
		public void stop() {
			this.running = false;
			this.traces.leave(this.name + "-stopped");
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
