package dev.daemonspring.supervisor;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.InstanceCounts;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.HotStandby;
import dev.daemonspring.protocol.CronSchedule;
import dev.daemonspring.protocol.InstanceName;
import dev.daemonspring.protocol.Rhythm.Cron;
import dev.daemonspring.region.SlotSnapshot;
import dev.daemonspring.worker.WorkerState;

/**
 * Everything that the status region and the supervisor know about a worker at one moment.
 * Counts and times span all processes that the worker has had under this daemon.
 *
 * @param name the worker's name
 * @param looptime time from the start of one iteration to the start of the next, or zero
 * for a worker of another rhythm
 * @param forever whether the worker is restarted when it goes down
 * @param state the observed state
 * @param wanted the state that was asked for: LOOPING, PAUSED or STOPPED
 * @param pid the id of the worker's process, or {@code null} when it has none
 * @param process the name of the process when workers share it, or {@code null}
 * @param since when the worker entered its state
 * @param iterations the number of finished iterations
 * @param lastLoop how long the last iteration took; zero before the first has ended
 * @param longestLoop how long the longest iteration took; zero before the first has ended
 * @param totalLoop how long all iterations took together
 * @param failures how many times the worker threw
 * @param restarts how many times the worker was restarted after it went down
 * @param lastExit how the last process ended, such as {@code exit code 1} or
 * {@code signal 9 (SIGKILL)}, or {@code null}
 * @param lastError the last error that the worker told, or {@code null}
 * @param regionError why the status region can't be trusted, or {@code null}
 * @param replacements how many times the process was replaced because it had reached a
 * limit
 * @param rhythm when the worker iterates, such as {@code every 10s},
 * {@code 10s after the end of the last}, {@code cron '0 0 3 * * *' in Europe/Berlin} or
 * {@code once}
 * @param nextRun the next tick of the worker's cron expression, in its time zone, or
 * {@code null} when it has none or is not running
 * @param standbyPid the id of the process that has created the worker's beans and waits
 * for this worker alone, or {@code null} when none is ready
 * @param instance which instance of the worker this is, or {@code null} if the worker
 * can't have more than one
 * @param lease what is known of the lease on the worker, or {@code null} if the replicas
 * of the application do not share it
 * @since 0.1.0
 */
public record WorkerInfo(String name, Duration looptime, boolean forever, WorkerState state, WorkerState wanted,
		@Nullable Long pid, @Nullable String process, Instant since, long iterations, Duration lastLoop,
		Duration longestLoop, Duration totalLoop, long failures, long restarts, @Nullable String lastExit,
		@Nullable String lastError, @Nullable String regionError, long replacements, String rhythm,
		@Nullable ZonedDateTime nextRun, @Nullable Long standbyPid, @Nullable Instance instance,
		@Nullable LeaseInfo lease) {

	/**
	 * Return what is known of a worker. Any thread may ask.
	 */
	static WorkerInfo of(ManagedWorker worker) {
		WorkerDescription description = worker.specification().description();
		WorkerHistory history = worker.history();
		SlotSnapshot snapshot = worker.slot().snapshot();
		Child running = worker.process();
		return new WorkerInfo(worker.name(), description.looptime(), description.forever(), worker.state(),
				WorkerState.ofCode(worker.wanted().code()).orElseThrow(), (running != null) ? running.pid() : null,
				worker.sharedProcess(), Instant.ofEpochMilli(Math.max(snapshot.since(), worker.slot().overrideSince())),
				snapshot.iterations(), Duration.ofNanos(snapshot.lastNanos()),
				Duration.ofNanos(snapshot.longestNanos()), Duration.ofNanos(snapshot.totalNanos()), snapshot.failures(),
				history.restarts(), history.lastExit(), history.lastError(snapshot), snapshot.defect(),
				history.replacements(), worker.specification().rhythm().inWords(), nextRun(worker), standbyPid(worker),
				Instance.of(worker), worker.lease().info());
	}

	static WorkerInfo unsupervised(String name, WorkerSpecification specification, Instant now) {
		WorkerDescription description = specification.description();
		return new WorkerInfo(name, description.looptime(), description.forever(), WorkerState.STOPPED,
				WorkerState.STOPPED, null, specification.process(), now, 0, Duration.ZERO, Duration.ZERO, Duration.ZERO,
				0, 0, null, null, null, 0, specification.rhythm().inWords(), null, null,
				Instance.unsupervised(name, specification), null);
	}

	private static @Nullable Long standbyPid(ManagedWorker worker) {
		HotStandby standby = worker.hotStandby();
		return (standby != null) ? standby.pid() : null;
	}

	/**
	 * Return whether the worker has no process because another replica may have one.
	 * @return whether it waits for its lease
	 */
	public boolean awaitsLease() {
		return this.lease != null && this.state == WorkerState.STOPPED && this.wanted != WorkerState.STOPPED;
	}

	private static @Nullable ZonedDateTime nextRun(ManagedWorker worker) {
		if (!(worker.specification().rhythm().timing() instanceof Cron cron) || !worker.isRunning()) {
			return null;
		}
		Instant next = new CronSchedule(cron.expression(), cron.zone()).next(worker.beginning().now());
		return (next != null) ? next.atZone(cron.zone()) : null;
	}

	/**
	 * Which of several instances of a worker it is, and how many there are.
	 *
	 * @param worker the name of the worker
	 * @param index the index of the instance, from 0
	 * @param instances how many instances of the worker are wanted
	 * @param configured how many are configured: another number than those that are
	 * wanted if the worker was scaled since the daemon started
	 * @param max how many there can be
	 * @param total the total with which iterations run now, as the worker's context tells
	 * it
	 * @param waitingFor the names of the instances for whose iterations a change of the
	 * total waits
	 */
	public record Instance(String worker, int index, int instances, int configured, int max, int total,
			List<String> waitingFor) {

		static @Nullable Instance of(ManagedWorker worker) {
			WorkerGroup group = worker.group();
			InstanceCounts counts = worker.specification().instances();
			return counts.areIndexed() ? new Instance(worker.specification().name(), worker.index(), group.wanted(),
					counts.configured(), counts.most(), group.total(), group.awaited()) : null;
		}

		static @Nullable Instance unsupervised(String name, WorkerSpecification specification) {
			Integer index = InstanceName.of(name).index();
			InstanceCounts counts = specification.instances();
			return (index != null) ? new Instance(specification.name(), index, counts.configured(), counts.configured(),
					counts.most(), counts.configured(), List.of()) : null;
		}

	}

}
