package org.example.watched;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application with a worker that is watched by Prometheus.
 */
@SpringBootApplication
public class WatchedApplication {

	public static void main(String[] args) {
		SpringApplication.run(WatchedApplication.class, args);
	}

}
