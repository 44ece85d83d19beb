package org.example.isolation;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A test that asks for threads gets its workers without any process.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "daemon.isolation=thread", "daemon.standby=2" })
@DirtiesContext
class ThreadIsolationOfTestIT {

	@Autowired
	private Workers workers;

	@Test
	void workerLoopsAndNoProcessIsStarted() {
		JavaProcess.await().until(() -> this.workers.info("ticker").iterations() > 3);
		assertThat(this.workers.status("ticker")).isEqualTo(WorkerState.LOOPING);
		this.workers.restart("ticker");
		JavaProcess.await()
			.until(() -> this.workers.status("ticker") == WorkerState.LOOPING
					&& this.workers.info("ticker").iterations() > 3);
		assertThat(this.workers.info("ticker").pid()).isEqualTo(ProcessHandle.current().pid());
		assertThat(ProcessHandle.current().children()).isEmpty();
	}

	/**
	 * The application under test.
	 */
	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(DaemonAutoConfiguration.class)
	static class Application {

		@Bean
		@Worker(name = "ticker", looptime = 0, forever = true)
		WorkerLoop ticker() {
			return Thread::yield;
		}

	}

}
