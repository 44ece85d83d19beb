package dev.daemonspring.actuate;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.BiFunction;

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
	 * See {@link Workers#run(String)}.
	 */
	RUN(Workers::run);

	private final BiFunction<Workers, String, Boolean> order;

	WorkerAction(BiFunction<Workers, String, Boolean> order) {
		this.order = order;
	}

	boolean perform(Workers workers, String name) {
		return this.order.apply(workers, name);
	}

	/**
	 * Return the action of a name.
	 * @throws InvalidEndpointRequestException if there is none
	 */
	static WorkerAction of(String name) {
		return Arrays.stream(values())
			.filter((action) -> action.name().toLowerCase(Locale.ROOT).equals(name))
			.findFirst()
			.orElseThrow(() -> {
				String known = Arrays.toString(values()).toLowerCase(Locale.ROOT);
				return new InvalidEndpointRequestException(
						"There is no action '%s'. Known actions: %s".formatted(name, known), "Unknown action");
			});
	}

}
