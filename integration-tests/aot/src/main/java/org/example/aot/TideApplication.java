package org.example.aot;

import java.time.Duration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.worker.ConditionalOnDaemon;
import dev.daemonspring.worker.ConditionalOnWorkerProcess;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerRegistration;

/**
 * An application with a worker of each kind.
 */
@SpringBootApplication
public class TideApplication {

	@Bean
	@Worker(value = "ebb", looptime = 1, forever = true)
	WorkerLoop ebbing(Moon moon) {
		return new Tide(moon);
	}

	@Bean
	WorkerRegistration spring() {
		return WorkerRegistration.of("spring", SpringTide.class).looptime(Duration.ofMillis(50)).forever(true);
	}

	@Bean("moon")
	@ConditionalOnDaemon
	Moon moonOfDaemon() {
		return new Moon("daemon");
	}

	@Bean("moon")
	@ConditionalOnWorkerProcess
	Moon moonOfWorkerProcess() {
		return new Moon("worker process");
	}

	public static void main(String[] args) {
		SpringApplication.run(TideApplication.class, args);
	}

}
