package dev.daemonspring.autoconfigure;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.ScaleSettings;

/**
 * Properties of how a scaler may scale a worker.
 */
public class ScaleProperties implements ScaleSettings {

	/**
	 * Smallest number of instances to which a WorkerScaler can scale the worker. Defaults
	 * to 1.
	 */
	private @Nullable Integer min;

	/**
	 * Largest number of instances to which a WorkerScaler can scale the worker. Defaults
	 * to 'max-instances'.
	 */
	private @Nullable Integer max;

	/**
	 * Time after a change of the number of instances in which a WorkerScaler changes
	 * nothing. Defaults to 30s.
	 */
	private @Nullable Duration coolDown;

	@Override
	public @Nullable Integer getMin() {
		return this.min;
	}

	public void setMin(@Nullable Integer min) {
		this.min = min;
	}

	@Override
	public @Nullable Integer getMax() {
		return this.max;
	}

	public void setMax(@Nullable Integer max) {
		this.max = max;
	}

	@Override
	public @Nullable Duration getCoolDown() {
		return this.coolDown;
	}

	public void setCoolDown(@Nullable Duration coolDown) {
		this.coolDown = coolDown;
	}

}
