package dev.daemonspring.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * An order to workers.
 */
abstract class OrderCommand extends DaemonCommand {

	@Parameters(arity = "0..*", paramLabel = "WORKER",
			description = "Names of workers, which mean all their instances, or of instances.")
	private List<String> names = new ArrayList<>();

	@Option(names = "--all", description = "All workers.")
	private boolean all;

	@Option(names = "--json", description = "Write JSON: the names, and whether each follows.")
	private boolean json;

	@Option(names = "--wait", description = "Return when the workers have followed.")
	private boolean wait;

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30", showDefaultValue = Visibility.ALWAYS,
			description = "How long to wait at most.")
	private double timeout;

	OrderCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() {
		if (this.names.isEmpty() != this.all) {
			throw usage(this.all ? "Name workers, or say --all." : "Name workers, or say --all for every worker.");
		}
		Duration limit = Limits.seconds(this, this.timeout);
		FoundDaemon daemon = look().one(this.names);
		List<String> targets = this.all ? daemon.workerNames() : this.names;
		List<WorkerView> before = daemon.named(targets);
		Map<String, Object> followed = give(daemon, targets);
		boolean done = !followed.containsValue(Boolean.FALSE);
		if (this.wait && done) {
			new Waiting(daemon, limit).until(targets, (worker) -> isDone(worker, before));
		}
		report(daemon, followed, targets);
		return done ? ExitCodes.DONE : ExitCodes.REFUSED;
	}

	/**
	 * Give the order.
	 * @return for each name whether the worker follows
	 */
	private Map<String, Object> give(FoundDaemon daemon, List<String> targets) {
		ControlClient client = new ControlClient(daemon);
		Map<String, Object> followed = new LinkedHashMap<>();
		for (String name : targets) {
			followed.put(name, Boolean.TRUE.equals(give(client, name)));
		}
		return followed;
	}

	@Nullable Object give(ControlClient client, String name) {
		return client.call(ControlClient.ANSWER, "worker." + order(), name);
	}

	private void report(FoundDaemon daemon, Map<String, Object> followed, List<String> targets) {
		if (this.json) {
			terminal().line(Json.write(followed));
			return;
		}
		FoundDaemon now = FoundDaemon.read(daemon.file());
		for (WorkerView worker : now.workers()) {
			Predicate<String> means = worker::isMeantBy;
			targets.stream().filter(means).findFirst().ifPresent((name) -> {
				if (Boolean.TRUE.equals(followed.get(name))) {
					terminal().line("%s: %s, wanted %s".formatted(worker.name(),
							terminal().paint(worker.colour(), worker.state().name()), worker.wanted()));
				}
				else {
					terminal()
						.error("Worker '%s' does not %s: it is %s.".formatted(worker.name(), order(), worker.state()));
				}
			});
		}
	}

	/**
	 * Return the order, as the last part of the name of its method.
	 */
	abstract String order();

	/**
	 * Return whether a worker has followed.
	 * @param worker the worker as it is
	 * @param before the workers as they were before
	 */
	abstract boolean isDone(WorkerView worker, List<WorkerView> before);

}
