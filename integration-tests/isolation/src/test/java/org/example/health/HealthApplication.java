package org.example.health;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * An application with a worker that works, and perhaps one that does not.
 */
@SpringBootApplication
public class HealthApplication {

	public static void main(String[] args) {
		SpringApplication.run(HealthApplication.class, args);
	}

	@Bean
	@Worker(name = "fine", looptime = 1, forever = true)
	WorkerLoop fine() {
		return () -> {
		};
	}

	@Bean
	@Worker(name = "broken", looptime = 1, forever = true)
	@ConditionalOnProperty("broken")
	WorkerLoop broken() {
		return () -> {
			throw new IllegalStateException("The broken worker broke");
		};
	}

}
