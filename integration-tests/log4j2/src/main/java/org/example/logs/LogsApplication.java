package org.example.logs;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * An application whose two workers log much into a file that rolls.
 */
@SpringBootApplication
public class LogsApplication {

	public static void main(String[] args) {
		SpringApplication.run(LogsApplication.class, args);
	}

	@Bean
	@Worker(name = "one", looptime = 0, forever = true)
	WorkerLoop one(WorkerContext context) {
		return new Chatter(context);
	}

	@Bean
	@Worker(name = "two", looptime = 0, forever = true)
	WorkerLoop two(WorkerContext context) {
		return new Chatter(context);
	}

}
