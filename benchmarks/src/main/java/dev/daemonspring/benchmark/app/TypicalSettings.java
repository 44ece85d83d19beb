package dev.daemonspring.benchmark.app;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Settings of a worker, bound by their setters.
 */
@ConfigurationProperties("typical")
public class TypicalSettings {

	private Duration timeout = Duration.ofSeconds(5);

	private List<String> directories = new ArrayList<>(List.of("in", "out"));

	/**
	 * Return how long something may take.
	 * @return the setting
	 */
	public Duration getTimeout() {
		return this.timeout;
	}

	/**
	 * Set how long something may take.
	 * @param timeout the setting
	 */
	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	/**
	 * Return where to look.
	 * @return the setting
	 */
	public List<String> getDirectories() {
		return this.directories;
	}

	/**
	 * Set where to look.
	 * @param directories the setting
	 */
	public void setDirectories(List<String> directories) {
		this.directories = directories;
	}

}
