package dev.daemonspring.cli;

import java.time.Duration;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Changes the number of instances.
 */
@Command(name = "scale", description = "Makes the instances of a worker more or fewer, until the daemon ends.",
		footer = { "  daemonctl scale handyman 3 --wait" })
class ScaleCommand extends DaemonCommand {

	@Parameters(index = "0", arity = "1", paramLabel = "WORKER", description = "The worker.")
	private String name = "";

	@Parameters(index = "1", arity = "1", paramLabel = "INSTANCES",
			description = "How many there are to be, from 1 to its 'max-instances'.")
	private int instances;

	@Option(names = "--wait", description = "Return when there are so many, and all work.")
	private boolean wait;

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", showDefaultValue = Visibility.ALWAYS,
			description = "How long to wait at most.")
	private double timeout;

	@Option(names = "--json", description = "Write JSON: whether there will be another number than before.")
	private boolean json;

	ScaleCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() {
		Duration limit = Limits.seconds(this, this.timeout);
		FoundDaemon daemon = look().one(List.of(this.name));
		daemon.named(List.of(this.name));
		Object result = new ControlClient(daemon).call(ControlClient.ANSWER, "worker.scale", this.name, this.instances);
		boolean scaled = Boolean.TRUE.equals(result);
		if (this.json) {
			terminal().line(Json.write(result));
		}
		if (!scaled) {
			terminal().error("Worker '%s' is not scaled: it is to have %d instances already, or the daemon ends."
				.formatted(this.name, this.instances));
			return ExitCodes.REFUSED;
		}
		if (this.wait) {
			await(daemon, limit);
		}
		if (!this.json) {
			terminal()
				.line("%s: %s %d instances".formatted(this.name, this.wait ? "has" : "will have", this.instances));
		}
		return ExitCodes.DONE;
	}

	private void await(FoundDaemon daemon, Duration limit) {
		Waiting waiting = new Waiting(daemon, limit);
		if (!waiting.poll(() -> isDone(FoundDaemon.read(daemon.file())))) {
			waiting.until(List.of(this.name), WorkerView::isUp);
			throw new CommandLineException(ExitCodes.REFUSED, "Not done within %s: '%s' changes to %d instances still."
				.formatted(Durations.fine(limit.toNanos()), this.name, this.instances));
		}
	}

	private boolean isDone(FoundDaemon daemon) {
		List<WorkerView> present = daemon.workers()
			.stream()
			.filter((worker) -> worker.worker().equals(this.name))
			.toList();
		return present.size() == this.instances
				&& present.stream().allMatch((worker) -> worker.isUp() && worker.slot().total() == this.instances);
	}

}
