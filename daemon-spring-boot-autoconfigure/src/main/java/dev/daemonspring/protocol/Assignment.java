package dev.daemonspring.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.ControlMessage.Fields;

/**
 * Makes a worker process the process of a worker. Comes once in its life, or, when
 * workers share the process, each time that one of them is to begin.
 *
 * @param worker the worker's name
 * @param slot the worker's slot
 * @param incarnation counts the worker's processes, from 1
 * @param beanName the bean that is the worker or registers it
 * @param rhythm when the worker iterates
 * @param ticksFrom from when on ticks of a cron expression count (epoch ms)
 * @param maxIterations after how many iterations the process ends, 0 for never
 * @param process the name of the process when workers share it, or {@code null}
 * @param grace how long the worker may take to end before it is pressed to, and after
 * that before it is ended by force
 * @param endsDescendants whether what the process has started ends with it
 * @param context what the worker lets the beans that it depends on do by themselves
 * @param lease the lease under which it runs
 */
public record Assignment(String worker, int slot, int incarnation, String beanName, Rhythm rhythm, long ticksFrom,
		long maxIterations, @Nullable String process, Duration grace, boolean endsDescendants, ContextSettings context,
		LeaseGrant lease) implements ControlMessage {

	/**
	 * Create the assignment of a worker that needs no lease.
	 * @param worker the worker's name
	 * @param slot the worker's slot
	 * @param incarnation counts the worker's processes, from 1
	 * @param beanName the bean that is the worker or registers it
	 * @param rhythm when the worker iterates
	 * @param ticksFrom from when on ticks of a cron expression count (epoch ms)
	 * @param maxIterations after how many iterations the process ends, 0 for never
	 * @param process the name of the process when workers share it, or {@code null}
	 * @param grace how long the worker may take to end
	 * @param endsDescendants whether what the process has started ends with it
	 * @param context what the worker lets the beans that it depends on do by themselves
	 */
	public Assignment(String worker, int slot, int incarnation, String beanName, Rhythm rhythm, long ticksFrom,
			long maxIterations, @Nullable String process, Duration grace, boolean endsDescendants,
			ContextSettings context) {
		this(worker, slot, incarnation, beanName, rhythm, ticksFrom, maxIterations, process, grace, endsDescendants,
				context, LeaseGrant.NONE);
	}

	/**
	 * Create the assignment of a worker that has a looptime.
	 * @param worker the worker's name
	 * @param slot the worker's slot
	 * @param incarnation counts the worker's processes, from 1
	 * @param beanName the bean that is the worker or registers it
	 * @param looptime time from the start of one iteration to the start of the next
	 * @param maxIterations after how many iterations the process ends, 0 for never
	 * @param process the name of the process when workers share it, or {@code null}
	 * @param grace how long the worker may take to end
	 * @param endsDescendants whether what the process has started ends with it
	 * @param context what the worker lets the beans that it depends on do by themselves
	 */
	public Assignment(String worker, int slot, int incarnation, String beanName, Duration looptime, long maxIterations,
			@Nullable String process, Duration grace, boolean endsDescendants, ContextSettings context) {
		this(worker, slot, incarnation, beanName, Rhythm.every(looptime), 0, maxIterations, process, grace,
				endsDescendants, context);
	}

	/**
	 * Return whether the process may live only as long as the lease in its slot says.
	 * @return whether the replicas of the application share the worker
	 */
	public boolean isLeased() {
		return !this.lease.longest().isZero();
	}

	/**
	 * Return how the log names the process.
	 * @return the name of the worker, or of the process that workers share
	 */
	public String label() {
		return (this.process != null) ? this.process : this.worker;
	}

	/**
	 * Return whether the process lives on when this worker has left it.
	 * @return whether workers share the process
	 */
	public boolean isShared() {
		return this.process != null;
	}

	@Override
	public Type type() {
		return Type.ASSIGNMENT;
	}

	@Override
	public void writeFields(DataOutputStream out) throws IOException {
		Fields.writeText(out, this.worker);
		out.writeInt(this.slot);
		out.writeInt(this.incarnation);
		Fields.writeText(out, this.beanName);
		RhythmFields.write(this.rhythm, out);
		out.writeLong(this.ticksFrom);
		out.writeLong(this.maxIterations);
		Fields.writeText(out, this.process);
		Fields.writeDuration(out, this.grace);
		out.writeBoolean(this.endsDescendants);
		Integer connections = this.context.connectionPoolSize();
		out.writeInt((connections != null) ? connections : 0);
		out.writeBoolean(this.context.scheduling());
		Fields.writeTexts(out, this.context.lifecycle());
		this.lease.write(out);
	}

	static Assignment readFields(DataInputStream in) throws IOException {
		return new Assignment(Fields.readRequiredText(in), in.readInt(), in.readInt(), Fields.readRequiredText(in),
				RhythmFields.read(in), in.readLong(), in.readLong(), Fields.readText(in), Fields.readDuration(in),
				in.readBoolean(), readContext(in), LeaseGrant.read(in));
	}

	private static ContextSettings readContext(DataInputStream in) throws IOException {
		int connections = in.readInt();
		return new ContextSettings((connections > 0) ? connections : null, in.readBoolean(), Fields.readTexts(in));
	}

}
