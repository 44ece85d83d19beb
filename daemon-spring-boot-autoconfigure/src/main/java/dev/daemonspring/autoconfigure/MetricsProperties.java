package dev.daemonspring.autoconfigure;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.region.MetricsLayout;
import dev.daemonspring.supervisor.PropertyCheck;

/**
 * Configuration of the workers' meters.
 */
@ConfigurationProperties("daemon.metrics")
public class MetricsProperties {

	/**
	 * Whether workers have meters in the application's registry.
	 */
	private boolean enabled = true;

	/**
	 * Time that a scrape waits for all worker processes together. One that has not
	 * answered by then is told by its last values.
	 */
	private Duration timeout = Duration.ofMillis(500);

	/**
	 * Maximum size of the file in which a worker process tells its own meters. It is
	 * allocated for each worker when the daemon starts.
	 */
	private DataSize maxSize = DataSize.ofMegabytes(1);

	/**
	 * Maximum number of series that a worker process tells; those beyond it are left out.
	 */
	private int maxSeries = 5000;

	public boolean isEnabled() {
		return this.enabled;
	}

	public void setEnabled(boolean enabled) {
		this.enabled = enabled;
	}

	public Duration getTimeout() {
		return this.timeout;
	}

	public void setTimeout(Duration timeout) {
		this.timeout = timeout;
	}

	public DataSize getMaxSize() {
		return this.maxSize;
	}

	public void setMaxSize(DataSize maxSize) {
		this.maxSize = maxSize;
	}

	public int getMaxSeries() {
		return this.maxSeries;
	}

	public void setMaxSeries(int maxSeries) {
		this.maxSeries = maxSeries;
	}

	/**
	 * Return the dimensions of a metrics file.
	 * @throws dev.daemonspring.supervisor.InvalidPropertyException when a value is beyond
	 * its limits
	 */
	MetricsLayout toLayout() {
		PropertyCheck check = new PropertyCheck("daemon.metrics");
		check.between("timeout", this.timeout, Duration.ofMillis(1), Duration.ofSeconds(30));
		check.between("max-size", this.maxSize, DataSize.ofBytes(MetricsLayout.MIN_SIZE),
				DataSize.ofBytes(MetricsLayout.MAX_SIZE));
		check.between("max-series", this.maxSeries, 1, MetricsLayout.MOST_SERIES);
		return new MetricsLayout(Math.toIntExact(this.maxSize.toBytes()), this.maxSeries);
	}

}
