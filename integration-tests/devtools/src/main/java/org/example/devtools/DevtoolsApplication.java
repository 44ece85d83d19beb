package org.example.devtools;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * An application that its developer runs from classes, with Spring Boot's developer
 * tools.
 */
@SpringBootApplication
public class DevtoolsApplication {

	public static void main(String[] args) {
		SpringApplication.run(DevtoolsApplication.class, args);
	}

	@Bean
	@Worker(looptime = 1, forever = true)
	WorkerLoop metronome() {
		return () -> {
		};
	}

}
