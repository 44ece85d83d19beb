package dev.daemonspring.actuate;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;

import dev.daemonspring.supervisor.Workers;

/**
 * What can be done to a worker by the endpoint.
 */
enum WorkerAction {

	/**
	 * See {@link Workers#pause}.
	 */
	PAUSE(Workers::pause),

	/**
	 * See {@link Workers#resume}.
	 */
	RESUME(Workers::resume),

	/**
	 * See {@link Workers#start}.
	 */
	START(Workers::start),

	/**
	 * See {@link Workers#stop}.
	 */
	STOP(Workers::stop),

	/**
	 * See {@link Workers#restart}.
	 */
	RESTART(Workers::restart),

	/**
	 * See {@link Workers#restartRolling}.
	 */
	RESTART_ROLLING(Workers::restartRolling),

	/**
	 * See {@link Workers#run(String)}.
	 */
	RUN(Workers::run),

	/**
	 * See {@link Workers#scale}.
	 */
	SCALE(null);

	private final @Nullable BiFunction<Workers, String, Boolean> order;

	WorkerAction(@Nullable BiFunction<Workers, String, Boolean> order) {
		this.order = order;
	}

	/**
	 * Perform the action.
	 * @param workers the daemon's workers
	 * @param name the name of a worker or of an instance
	 * @param value to how many instances to scale the worker, if that is the action
	 * @throws InvalidEndpointRequestException if the value is missing
	 */
	boolean perform(Workers workers, String name, @Nullable Integer value) {
		if (this.order != null) {
			return this.order.apply(workers, name);
		}
		if (value == null) {
			throw new InvalidEndpointRequestException("The action 'scale' needs a 'value', the number of instances",
					"Missing value");
		}
		return workers.scale(name, value);
	}

	private String key() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

	/**
	 * Return the action of a name.
	 * @throws InvalidEndpointRequestException if there is none
	 */
	static WorkerAction of(String name) {
		return Arrays.stream(values()).filter((action) -> action.key().equals(name)).findFirst().orElseThrow(() -> {
			String known = Arrays.stream(values()).map(WorkerAction::key).toList().toString();
			return new InvalidEndpointRequestException(
					"There is no action '%s'. Known actions: %s".formatted(name, known), "Unknown action");
		});
	}

}
