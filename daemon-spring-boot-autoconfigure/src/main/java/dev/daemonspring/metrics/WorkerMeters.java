package dev.daemonspring.metrics;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;

import dev.daemonspring.supervisor.RestartReason;
import dev.daemonspring.supervisor.WorkerMemory;
import dev.daemonspring.supervisor.WorkerScaledEvent;
import dev.daemonspring.supervisor.WorkerStateChangedEvent;
import dev.daemonspring.supervisor.WorkerStatistics;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

/**
 * The supervisor's meters of every worker. They are read from the status region when they
 * are asked for, so that they cost nothing until then, and no worker is asked.
 */
public final class WorkerMeters implements MeterBinder {

	private final Workers workers;

	private final WorkerMemory memory;

	private final InstanceBindings bindings;

	/**
	 * Create the meters.
	 * @param workers the daemon's workers
	 * @param memory tells the memory of their processes
	 */
	public WorkerMeters(Workers workers, WorkerMemory memory) {
		this.workers = workers;
		this.memory = memory;
		this.bindings = new InstanceBindings(workers::instances,
				(registry, instance, registered) -> new Binding(registry, instance, registered).bind());
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		this.bindings.bindTo(registry);
		bindStandbys(registry, "context", Workers::readyStandbys);
		bindStandbys(registry, "beans", WorkerMeters::readyHotStandbys);
	}

	private void bindStandbys(MeterRegistry registry, String depth, ToDoubleFunction<Workers> count) {
		Gauge.builder("daemon.standby.ready", this.workers, count)
			.description("Processes that have booted, or have created a worker's beans, and wait to be a worker's")
			.tags("depth", depth)
			.register(registry);
	}

	private static double readyHotStandbys(Workers workers) {
		return workers.instances().stream().filter((instance) -> workers.info(instance).standbyPid() != null).count();
	}

	/**
	 * There are other instances than before.
	 * @param event the scaling
	 */
	@EventListener
	public void scaled(WorkerScaledEvent event) {
		this.bindings.update();
	}

	/**
	 * An instance that was leaving may have left.
	 * @param event the change of a state
	 */
	@EventListener
	public void changed(WorkerStateChangedEvent event) {
		if (event.to() == WorkerState.STOPPED && InstanceTags.index(event.worker()) != null) {
			this.bindings.update();
		}
	}

	/**
	 * The meters of one instance in one registry.
	 */
	private final class Binding {

		private final MeterRegistry registry;

		private final String worker;

		private final MonotonicCount iterations = new MonotonicCount();

		private final MonotonicCount time = new MonotonicCount();

		private final MonotonicCount failures = new MonotonicCount();

		private final Tags tags;

		private final List<Meter> registered;

		Binding(MeterRegistry registry, String worker, List<Meter> registered) {
			this.registry = registry;
			this.worker = worker;
			this.tags = InstanceTags.of(worker);
			this.registered = registered;
		}

		void bind() {
			bindState();
			bindIterations();
			bindRestarts();
			if (WorkerMemory.isKnown()) {
				bindMemory();
			}
		}

		private void bindState() {
			for (WorkerState state : WorkerState.values()) {
				this.registered.add(Gauge.builder("daemon.worker.state", this, (binding) -> binding.is(state))
					.description("1 for the state that the worker is in, 0 for all others")
					.tags(this.tags.and("state", tag(state)))
					.strongReference(true)
					.register(this.registry));
			}
		}

		private void bindIterations() {
			this.registered.add(FunctionTimer
				.builder("daemon.worker.iterations", this, Binding::iterations, Binding::time, TimeUnit.NANOSECONDS)
				.description("Iterations that the worker has finished, and the time that they took")
				.tags(this.tags)
				.register(this.registry));
			this.registered
				.add(TimeGauge.builder("daemon.worker.iteration.running", this, TimeUnit.NANOSECONDS, Binding::running)
					.description("Time that the running iteration has taken so far, 0 while none runs")
					.tags(this.tags)
					.strongReference(true)
					.register(this.registry));
			this.registered.add(FunctionCounter.builder("daemon.worker.failures", this, Binding::failures)
				.description("Times that the worker threw")
				.tags(this.tags)
				.register(this.registry));
		}

		private void bindRestarts() {
			for (RestartReason reason : RestartReason.values()) {
				this.registered
					.add(FunctionCounter.builder("daemon.worker.restarts", this, (binding) -> binding.restarts(reason))
						.description("Processes that followed another of the worker's")
						.tags(this.tags.and("reason", tag(reason)))
						.register(this.registry));
			}
			this.registered.add(Gauge.builder("daemon.worker.last.exit.code", this, Binding::lastExitCode)
				.description("Exit code of the worker's last process that has ended, above 128 after a signal")
				.tags(this.tags)
				.strongReference(true)
				.register(this.registry));
		}

		private void bindMemory() {
			bindMemory("rss", Binding::resident);
			bindMemory("pss", Binding::proportional);
		}

		private void bindMemory(String kind, ToDoubleFunction<Binding> reader) {
			this.registered.add(Gauge.builder("daemon.worker.memory", this, reader)
				.description("Memory of the worker's process, which it may share with other workers")
				.tags(this.tags.and("kind", kind))
				.baseUnit(BaseUnits.BYTES)
				.strongReference(true)
				.register(this.registry));
		}

		private double is(WorkerState state) {
			return (WorkerMeters.this.workers.status(this.worker) == state) ? 1 : 0;
		}

		private long iterations() {
			WorkerStatistics statistics = statistics();
			return (long) this.iterations.update(statistics.iterations(), statistics.defect() == null);
		}

		private double time() {
			WorkerStatistics statistics = statistics();
			return this.time.update(statistics.totalLoop().toNanos(), statistics.defect() == null);
		}

		private double failures() {
			WorkerStatistics statistics = statistics();
			return this.failures.update(statistics.failures(), statistics.defect() == null);
		}

		private double running() {
			return statistics().runningIteration().toNanos();
		}

		private double restarts(RestartReason reason) {
			return statistics().restarts().getOrDefault(reason, 0L);
		}

		private double lastExitCode() {
			Integer code = statistics().lastExitCode();
			return (code != null) ? code : Double.NaN;
		}

		private double resident() {
			return bytes(WorkerMeters.this.memory.resident(pid()));
		}

		private double proportional() {
			return bytes(WorkerMeters.this.memory.proportional(pid()));
		}

		private @Nullable Long pid() {
			return statistics().pid();
		}

		private WorkerStatistics statistics() {
			return WorkerMeters.this.workers.statistics(this.worker);
		}

		private static double bytes(OptionalLong bytes) {
			return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
		}

		private static String tag(Enum<?> value) {
			return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
		}

	}

}
