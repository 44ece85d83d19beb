package dev.daemonspring.observe;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.SenderContext;

import dev.daemonspring.supervisor.CommandInterceptor;
import dev.daemonspring.supervisor.WorkerDefinition;

/**
 * Makes every command that the daemon sends an {@link Observation}, and has tracing put
 * the caller's trace into the headers that travel with it. Thread-safe.
 */
public final class ObservedCommands implements CommandInterceptor {

	private final Supplier<ObservationRegistry> registry;

	/**
	 * Create an interceptor.
	 * @param registry supplies where to observe
	 */
	public ObservedCommands(Supplier<ObservationRegistry> registry) {
		this.registry = registry;
	}

	@Override
	public String send(String worker, String command, Function<Map<String, String>, String> sending) {
		ObservationRegistry observations = this.registry.get();
		if (observations.isNoop()) {
			return sending.apply(Map.of());
		}
		Map<String, String> headers = new LinkedHashMap<>();
		SenderContext<Map<String, String>> context = new SenderContext<>(
				(carrier, key, value) -> headers.put(key, value));
		context.setCarrier(headers);
		// A caller can make up names of commands, so they are no low-cardinality keys
		Observation observation = Observation.createNotStarted("daemon.worker.send", () -> context, observations)
			.contextualName("send " + worker + "." + command)
			.lowCardinalityKeyValue(KeyValue.of("worker", WorkerDefinition.workerOf(worker)))
			.highCardinalityKeyValue(KeyValue.of("command", command));
		return observation.observe(() -> sending.apply(headers));
	}

}
