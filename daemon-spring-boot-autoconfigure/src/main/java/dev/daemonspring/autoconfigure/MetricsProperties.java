package dev.daemonspring.autoconfigure;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Configuration of the workers' meters.
 */
@ConfigurationProperties("daemon.metrics")
public class MetricsProperties {

	/**
	 * Whether workers have meters in the application's registry.
	 */
	private boolean enabled = true;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

}
