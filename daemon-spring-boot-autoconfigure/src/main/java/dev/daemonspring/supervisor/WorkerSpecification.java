package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.policy.InstanceCounts;
import dev.daemonspring.policy.RestartPolicy;
import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.process.HotStandby;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.InstanceName;
import dev.daemonspring.protocol.LeaseGrant;
import dev.daemonspring.protocol.Reservation;
import dev.daemonspring.protocol.Rhythm;

/**
 * A worker as the supervisor is to keep it: data, settled at startup from the annotation
 * and the configuration.
 *
 * @param description what is known about the worker before it runs
 * @param beanName the bean that is the worker or registers it
 * @param rhythm when the worker iterates
 * @param restart when the worker is restarted after it went down
 * @param shutdownGrace how long the worker may take to end before it is sent SIGTERM, and
 * after that before it is killed
 * @param commandTimeout how long a command may take
 * @param startTimeout how long a process may take until it begins to spin up
 * @param stallTimeout how long an iteration may go without progress, or {@code null} for
 * ever
 * @param stallAction what happens to a worker that stalls
 * @param limits at what the worker's process is exchanged
 * @param plan what the worker's process is started with
 * @param process the name of the process when workers share it, or {@code null} for one
 * of the worker's own
 * @param instances how many instances of the worker there are, and can be
 * @param standby how many processes wait for this worker beside the daemon's standbys
 * @param standbyDepth how far a process has come that waits for this worker
 * @param descendants what happens to what the worker's process has started when it is
 * gone
 * @param selfStarting what the worker lets the beans that it depends on do by themselves
 * @param cluster whether the replicas of the application share the worker
 */
public record WorkerSpecification(WorkerDescription description, String beanName, Rhythm rhythm, RestartPolicy restart,
		Duration shutdownGrace, Duration commandTimeout, Duration startTimeout, @Nullable Duration stallTimeout,
		StallAction stallAction, WorkerLimits limits, LaunchPlan plan, @Nullable String process,
		InstanceCounts instances, int standby, StandbyDepth standbyDepth, Descendants descendants,
		SelfStarting selfStarting, boolean cluster) {

	WorkerSpecification(WorkerDescription description, String beanName, Rhythm rhythm, RestartPolicy restart,
			Duration shutdownGrace, Duration commandTimeout, Duration startTimeout, @Nullable Duration stallTimeout,
			StallAction stallAction, WorkerLimits limits, LaunchPlan plan, @Nullable String process,
			InstanceCounts instances, int standby, StandbyDepth standbyDepth, Descendants descendants,
			SelfStarting selfStarting) {
		this(description, beanName, rhythm, restart, shutdownGrace, commandTimeout, startTimeout, stallTimeout,
				stallAction, limits, plan, process, instances, standby, standbyDepth, descendants, selfStarting, false);
	}

	/**
	 * Return the worker's name.
	 * @return the name
	 */
	public String name() {
		return this.description.name();
	}

	boolean isForever() {
		return this.description.forever();
	}

	boolean hasHotStandby() {
		return this.standbyDepth == StandbyDepth.BEANS;
	}

	/**
	 * Return the same worker with no standby that has its beans.
	 */
	WorkerSpecification withoutHotStandby() {
		return new WorkerSpecification(this.description, this.beanName, this.rhythm, this.restart, this.shutdownGrace,
				this.commandTimeout, this.startTimeout, this.stallTimeout, this.stallAction, this.limits, this.plan,
				this.process, this.instances, this.standby, StandbyDepth.CONTEXT, this.descendants, this.selfStarting,
				this.cluster);
	}

	/**
	 * Return the standby of the worker alone, for which no process is started yet.
	 * @param slot the index of the worker's slot
	 * @return the standby, or {@code null} if the worker is to have none
	 */
	@Nullable HotStandby hotStandby(int slot) {
		return hasHotStandby() ? new HotStandby(new Reservation(assignment(name(), slot, 0, 0, LeaseGrant.NONE)),
				this.plan, this.startTimeout) : null;
	}

	/**
	 * Return the name of an instance of the worker.
	 * @param index the index, from 0
	 * @return the worker's name, with the index if there can be more than one instance
	 */
	String instance(int index) {
		return new InstanceName(name(), this.instances.areIndexed() ? index : null).toString();
	}

	/**
	 * Return what a process of the worker is told.
	 * @param instance the name of the instance
	 * @param slot the index of the worker's slot
	 * @param incarnation the number of the process among those of the worker
	 * @param ticksFrom from when on ticks of the worker count (epoch ms)
	 * @param lease the lease under which it runs
	 */
	Assignment assignment(String instance, int slot, int incarnation, long ticksFrom, LeaseGrant lease) {
		Long maxIterations = this.limits.maxIterations();
		return new Assignment(instance, slot, incarnation, this.beanName, this.rhythm, ticksFrom,
				(maxIterations != null) ? maxIterations : 0, this.process, this.shutdownGrace,
				this.descendants == Descendants.END, this.selfStarting.settings(), lease);
	}

	/**
	 * How far a process has come that waits to be a worker's.
	 */
	public enum StandbyDepth {

		/**
		 * It has booted the application's context, and waits for any worker.
		 */
		CONTEXT,

		/**
		 * It has created the beans of one worker, too, and waits for that one alone.
		 */
		BEANS

	}

	/**
	 * What happens to processes that a worker process has started, and to those that they
	 * have started, when the worker process is gone.
	 */
	public enum Descendants {

		/**
		 * They are sent SIGTERM, and SIGKILL after the grace.
		 */
		END,

		/**
		 * They are left alone.
		 */
		LEAVE

	}

	/**
	 * What a worker lets the beans that it depends on do by themselves.
	 *
	 * @param connectionPoolSize how many connections a pool has for the worker, or
	 * {@code null} for two at most
	 * @param scheduling whether {@code @Scheduled} methods and Quartz run
	 * @param lifecycle the names of beans that may listen for messages, or patterns
	 */
	public record SelfStarting(@Nullable Integer connectionPoolSize, boolean scheduling, List<String> lifecycle) {

		/**
		 * Nothing runs by itself.
		 */
		static final SelfStarting NONE = new SelfStarting(null, false, List.of());

		ContextSettings settings() {
			return new ContextSettings(this.connectionPoolSize, this.scheduling, this.lifecycle);
		}

	}

	/**
	 * What happens to a worker that stalls.
	 */
	public enum StallAction {

		/**
		 * Its threads are dumped into the log, then it is killed and goes down.
		 */
		RESTART,

		/**
		 * Its threads are dumped into the log.
		 */
		LOG

	}

}
