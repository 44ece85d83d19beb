package org.example.isolation.log;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Three workers, two of them in one process, that write lines of every length as fast as
 * they can, through the log and by themselves, and stop.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class LoudApplication {

	/**
	 * How many lines each worker writes in either way.
	 */
	public static final int LINES = 1000;

	/**
	 * The longest text in a line that a pipe takes as a whole, with all that is around
	 * it.
	 */
	private static final int LONGEST = 3000;

	private static final Logger logger = LoggerFactory.getLogger(LoudApplication.class);

	/**
	 * Start the daemon.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		SpringApplication.run(LoudApplication.class, args);
	}

	@Bean
	@Worker(looptime = 3600, forever = true)
	WorkerLoop solo() {
		return LoudApplication::shout;
	}

	@Bean
	@Worker(looptime = 3600, forever = true, process = "duo")
	WorkerLoop first() {
		return LoudApplication::shout;
	}

	@Bean
	@Worker(looptime = 3600, forever = true, process = "duo")
	WorkerLoop second() {
		return LoudApplication::shout;
	}

	private static void shout() {
		for (int i = 0; i < LINES; i++) {
			int length = (i * 37) % LONGEST;
			String text = "x".repeat(length);
			logger.info("logged {} {}:{}:", i, length, text);
			System.out.println("printed " + i + " " + length + ":" + text + ":");
		}
		logger.info("shouted");
	}

}
