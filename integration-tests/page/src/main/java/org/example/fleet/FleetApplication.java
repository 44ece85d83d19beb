package org.example.fleet;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * An application with workers of every kind: one with commands, one that fails, some that
 * share a process, and, where a number is asked for, many that do nothing.
 */
@SpringBootApplication
public class FleetApplication {

	public static void main(String[] args) {
		SpringApplication.run(FleetApplication.class, args);
	}

	@Bean
	@Worker(name = "invoices", looptime = 1, forever = true)
	WorkerLoop invoices() {
		return () -> Thread.sleep((long) (60 + 35 * Math.sin(System.currentTimeMillis() / 20_000d)));
	}

	@Bean
	@Worker(name = "mailing", looptime = 3, forever = true)
	WorkerLoop mailing() {
		return () -> Thread.sleep((long) (20 + 80 * Math.random()));
	}

	@Bean
	@Worker(name = "thumbnails", looptime = 1, forever = true)
	WorkerLoop thumbnails() {
		return () -> Thread.sleep(8000);
	}

	@Bean
	@Worker(name = "feed", looptime = 2, forever = true)
	WorkerLoop feed() {
		return () -> {
			throw new IllegalStateException("The feed at https://feed.example.com/orders answers 503");
		};
	}

}
