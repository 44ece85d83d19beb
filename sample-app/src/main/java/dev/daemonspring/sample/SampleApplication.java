package dev.daemonspring.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/**
 * The daemon of the sample: an ordinary Spring Boot application.
 */
@SpringBootApplication
@EnableConfigurationProperties(CopyProperties.class)
public class SampleApplication {

	/**
	 * Start the daemon.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		SpringApplication.run(SampleApplication.class, args);
	}

}
