package dev.daemonspring.processes;

import java.util.Map;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;

import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * A worker that leaves a trace of each step of its life.
 */
final class TellingWorker implements WorkerLoop {

	private final String name;

	private final WorkerContext context;

	private final Traces traces;

	private final String known;

	TellingWorker(String name, WorkerContext context, Traces traces) {
		this.name = name;
		this.context = context;
		this.traces = traces;
		this.known = describe();
	}

	private String describe() {
		return "%s %d ms, %d iterations, %s".formatted(this.context.name(), this.context.looptime().toMillis(),
				this.context.iterations(), this.context.state());
	}

	@PostConstruct
	void created() {
		this.traces.acquire();
		this.traces.leave(this.name + "-created", this.known);
	}

	@PreDestroy
	void destroyed() {
		this.traces.leave(this.name + "-destroyed");
	}

	@Override
	public void spinup() {
		this.traces.leave(this.name + "-spun-up", describe() + ", on " + Thread.currentThread().getName());
	}

	@Override
	public void loop() {
	}

	@Override
	public void spindown() {
		this.traces.leave(this.name + "-spun-down");
	}

	@WorkerCommand("tell")
	Map<String, Object> tell() {
		return Map.of("name", this.context.name(), "iterations", this.context.iterations(), "state",
				this.context.state(), "looptime", this.context.looptime().toMillis());
	}

}
