package org.example.isolation.inheritance;

import org.example.isolation.Ledger;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The parent context of the application. It has an estate that the worker needs, and a
 * runner.
 */
@Configuration(proxyBeanMethods = false)
public class Ancestor {

	@Bean
	Estate estate() {
		return new Estate();
	}

	@Bean
	ApplicationRunner ancestorRunner() {
		return (args) -> Ledger.write("ancestor-runner");
	}

	/**
	 * Has to be started to be of use.
	 */
	static class Estate implements SmartLifecycle {

		private volatile boolean running;

		@Override
		public void start() {
			this.running = true;
			Ledger.write("estate-start");
		}

		@Override
		public void stop() {
			this.running = false;
			Ledger.write("estate-stop");
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

}
