package org.example.contained;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/**
 * An application without a web server, in a container.
 */
@SpringBootApplication
public class ContainedApplication {

	public static void main(String[] args) {
		SpringApplication.run(ContainedApplication.class, args);
	}

}
