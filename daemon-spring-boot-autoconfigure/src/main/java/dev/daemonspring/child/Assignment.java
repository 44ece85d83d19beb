package dev.daemonspring.child;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;

import dev.daemonspring.child.ControlMessage.Fields;

/**
 * Makes a worker process the process of a worker. Comes once in its life.
 *
 * @param worker the worker's name
 * @param slot the worker's slot
 * @param incarnation counts the worker's processes, from 1
 * @param beanName the bean that is the worker or registers it
 * @param looptime time from the start of one iteration to the start of the next
 * @param maxIterations after how many iterations the process ends, 0 for never
 */
public record Assignment(String worker, int slot, int incarnation, String beanName, Duration looptime,
		long maxIterations) implements ControlMessage {

	static final byte TYPE = 2;

	@Override
	public byte type() {
		return TYPE;
	}

	@Override
	public void writeFields(DataOutputStream out) throws IOException {
		Fields.writeText(out, this.worker);
		out.writeInt(this.slot);
		out.writeInt(this.incarnation);
		Fields.writeText(out, this.beanName);
		out.writeLong(this.looptime.getSeconds());
		out.writeInt(this.looptime.getNano());
		out.writeLong(this.maxIterations);
	}

	static Assignment readFields(DataInputStream in) throws IOException {
		return new Assignment(Fields.readRequiredText(in), in.readInt(), in.readInt(), Fields.readRequiredText(in),
				Duration.ofSeconds(in.readLong(), in.readInt()), in.readLong());
	}

}
