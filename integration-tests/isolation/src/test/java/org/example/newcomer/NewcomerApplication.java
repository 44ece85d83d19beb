package org.example.newcomer;

import java.util.concurrent.TimeUnit;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * An application with three workers: a class, a lambda, and one that is not forever.
 */
@SpringBootApplication
public class NewcomerApplication {

	/**
	 * Start the daemon.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		SpringApplication.run(NewcomerApplication.class, args);
	}

	@Bean
	@Worker(looptime = 100, timeUnit = TimeUnit.MILLISECONDS, forever = true)
	WorkerLoop pong() {
		return () -> Crash.onDemand("pong");
	}

}
