package org.example.isolation.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.example.isolation.Ledger;
import org.example.newcomer.Report;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

import dev.daemonspring.worker.ConditionalOnWorkerProcess;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * An application with an idle worker, one in a long iteration, one that pauses itself and
 * one that does as it is told.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ Victim.class, Report.class })
public class FaultApplication {

	/**
	 * An iteration that has to be found at work by whoever kills the daemon, and that
	 * nobody but itself may end.
	 */
	private static final long MILLIS_OF_LONG_ITERATION = 1500;

	/**
	 * Start the daemon.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		SpringApplication.run(FaultApplication.class, args);
	}

	/**
	 * Keeps a worker process from booting for as long as a file is there.
	 */
	@Bean
	@ConditionalOnWorkerProcess
	static BeanFactoryPostProcessor boot() {
		return (beanFactory) -> awaitAbsent("boot");
	}

	/**
	 * Wait while the file is there; also for ever. It polls: a watch of the file system
	 * would be one more thread in the process whose boot is tested.
	 */
	static void awaitAbsent(String obstacle) {
		try {
			if (Files.exists(Path.of(obstacle))) {
				Ledger.write(obstacle + "-blocked");
			}
			while (Files.exists(Path.of(obstacle))) {
				TimeUnit.MILLISECONDS.sleep(20);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Bean
	@Worker(looptime = 3600, forever = true)
	WorkerLoop idle() {
		return new Recorded("idle");
	}

	@Bean
	@Worker(forever = true)
	WorkerLoop busy() {
		return new Recorded("busy") {

			@Override
			public void loop() throws Exception {
				Ledger.write("busy-begin");
				TimeUnit.MILLISECONDS.sleep(MILLIS_OF_LONG_ITERATION);
				Ledger.write("busy-end");
			}

		};
	}

	@Bean
	@Worker(forever = true)
	WorkerLoop paused(WorkerContext context) {
		return new Recorded("paused") {

			@Override
			public void loop() throws IOException {
				context.pause();
			}

		};
	}

	/**
	 * Writes into the ledger when it spins up and down.
	 */
	static class Recorded implements WorkerLoop {

		private final String name;

		Recorded(String name) {
			this.name = name;
		}

		@Override
		public void spinup() throws Exception {
			Ledger.write(this.name + "-spinup");
		}

		@Override
		public void loop() throws Exception {
		}

		@Override
		public void spindown() {
			Ledger.write(this.name + "-spindown");
		}

	}

}
