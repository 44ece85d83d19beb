package dev.daemonspring.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.supervisor.CommandDescription;
import dev.daemonspring.supervisor.CommandException;
import dev.daemonspring.supervisor.CommandListener;
import dev.daemonspring.supervisor.WorkerDefinition;
import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.Workers;

/**
 * Times the commands that the daemon sends to workers. A name that a caller has made up
 * is not a tag: there are as many values as there are commands, and one more.
 */
public final class CommandMeters implements CommandListener {

	private static final String UNKNOWN = "UNKNOWN";

	private final Supplier<Workers> workers;

	private final Supplier<List<MeterRegistry>> registries;

	private final Map<String, Set<String>> known = new ConcurrentHashMap<>();

	/**
	 * Create the meters.
	 * @param workers supplies the daemon's workers
	 * @param registries supplies where to record
	 */
	public CommandMeters(Supplier<Workers> workers, Supplier<List<MeterRegistry>> registries) {
		this.workers = workers;
		this.registries = registries;
	}

	@Override
	public void completed(String worker, String command, CommandException.@Nullable Reason failure, Duration duration) {
		Set<String> commands = this.known.computeIfAbsent(worker, this::declared);
		if (failure == null) {
			// The worker has it, though its declared type may not show it
			commands.add(command);
		}
		for (MeterRegistry registry : this.registries.get()) {
			Timer.builder("daemon.worker.commands")
				.description("Commands that were sent to the worker, and the time until their callers were answered")
				.tags(InstanceTags.of(worker))
				.tags("command", commands.contains(command) ? command : UNKNOWN, "outcome",
						(failure != null) ? failure.name() : "SUCCESS")
				.register(registry)
				.record(duration);
		}
	}

	private Set<String> declared(String worker) {
		Set<String> names = ConcurrentHashMap.newKeySet();
		for (WorkerDescription description : this.workers.get().list()) {
			List<CommandDescription> commands = description.commands();
			if (description.name().equals(WorkerDefinition.workerOf(worker)) && commands != null) {
				commands.forEach((command) -> names.add(command.name()));
			}
		}
		return names;
	}

}
