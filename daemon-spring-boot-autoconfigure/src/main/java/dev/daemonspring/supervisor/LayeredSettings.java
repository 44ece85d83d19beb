package dev.daemonspring.supervisor;

import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/**
 * The layers of a worker's configuration. What is configured for the worker takes
 * precedence over what its author declared, which takes precedence over what is
 * configured for all workers, and that over the built-in default.
 *
 * @param own what is configured for the worker, or {@code null} if nothing is
 * @param defaults what is configured for all workers
 */
record LayeredSettings(@Nullable WorkerSettings own, WorkerSettings defaults) {

	<T> T get(Function<WorkerSettings, @Nullable T> setting, T fallback) {
		return get(setting, null, fallback);
	}

	<T> T get(Function<WorkerSettings, @Nullable T> setting, @Nullable T declared, T fallback) {
		T value = find(setting, declared);
		return (value != null) ? value : fallback;
	}

	<T> @Nullable T find(Function<WorkerSettings, @Nullable T> setting) {
		return find(setting, null);
	}

	<T> @Nullable T find(Function<WorkerSettings, @Nullable T> setting, @Nullable T declared) {
		T value = (this.own != null) ? setting.apply(this.own) : null;
		value = (value != null) ? value : declared;
		return (value != null) ? value : setting.apply(this.defaults);
	}

}
