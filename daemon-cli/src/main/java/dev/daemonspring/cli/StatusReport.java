package dev.daemonspring.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.cli.Table.Cell;
import dev.daemonspring.cli.Terminal.Colour;

/**
 * Tells of daemons and their workers, as a table or as JSON.
 */
final class StatusReport {

	private final Terminal terminal;

	StatusReport(Terminal terminal) {
		this.terminal = terminal;
	}

	/**
	 * Print the workers of each daemon, and what there is to say about them.
	 */
	void print(List<FoundDaemon> daemons, List<String> names) {
		for (FoundDaemon daemon : daemons) {
			if (daemons.size() > 1 || daemon.state() != DaemonState.RUNNING) {
				this.terminal.line(heading(daemon));
			}
			List<WorkerView> workers = (daemons.size() == 1) ? daemon.named(names) : matching(daemon, names);
			print(workers);
			workers.forEach(this::printTrouble);
		}
	}

	private static List<WorkerView> matching(FoundDaemon daemon, List<String> names) {
		return daemon.named(names.stream().filter(daemon::has).toList())
			.stream()
			.filter((worker) -> names.isEmpty() || names.stream().anyMatch(worker::isMeantBy))
			.toList();
	}

	private String heading(FoundDaemon daemon) {
		String state = this.terminal.paint(daemon.state().colour(), daemon.state().name());
		return "Daemon %d is %s: %s".formatted(daemon.pid(), state, daemon.file());
	}

	private void print(List<WorkerView> workers) {
		Table table = new Table("WORKER", "STATE", "WANTED", "PID", "SINCE", "ITERATIONS", "LAST", "LONGEST", "FAILED");
		for (WorkerView worker : workers) {
			long iterations = worker.slot().reported().iterations();
			table.add(worker.name(), new Cell(worker.state().name(), worker.colour()), worker.wanted(), worker.pid(),
					age(worker.since()), iterations,
					(iterations > 0) ? Durations.fine(worker.slot().reported().lastNanos()) : null,
					(iterations > 0) ? Durations.fine(worker.slot().reported().longestNanos()) : null,
					worker.slot().reported().failures());
		}
		table.print(this.terminal);
	}

	private void printTrouble(WorkerView worker) {
		String defect = worker.defect();
		if (defect != null) {
			this.terminal.line(worker.name() + ": " + this.terminal.paint(Colour.BAD, defect));
		}
		else if (!worker.isAsWanted() && worker.lastError() != null) {
			this.terminal.line(worker.name() + ": " + worker.lastError());
		}
	}

	static @Nullable String age(@Nullable Instant since) {
		return (since != null) ? Durations.coarse(Duration.between(since, Instant.now())) : null;
	}

	/**
	 * Return daemons with their workers as JSON has them.
	 */
	static Map<String, @Nullable Object> toJson(List<FoundDaemon> daemons, List<String> names) {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("daemons", daemons.stream()
			.map((daemon) -> toJson(daemon, (daemons.size() == 1) ? daemon.named(names) : matching(daemon, names)))
			.toList());
		return json;
	}

	private static Map<String, @Nullable Object> toJson(FoundDaemon daemon, List<WorkerView> workers) {
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("pid", (daemon.pid() != 0) ? Long.valueOf(daemon.pid()) : null);
		json.put("state", daemon.state().name());
		json.put("started", daemon.started());
		json.put("file", daemon.file().toString());
		json.put("problem", daemon.problem());
		json.put("workers", workers.stream().map(WorkerView::toJson).toList());
		return json;
	}

}
