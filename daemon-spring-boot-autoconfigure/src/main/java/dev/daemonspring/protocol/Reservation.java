package dev.daemonspring.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Reserves a worker process for one worker: the process creates the worker's beans,
 * starts nothing, and waits for the {@link Assignment}. Comes at most once in its life.
 *
 * @param assignment what the process will be assigned, but for the incarnation and the
 * ticks, which are not known yet
 */
public record Reservation(Assignment assignment) implements ControlMessage {

	@Override
	public Type type() {
		return Type.RESERVATION;
	}

	@Override
	public void writeFields(DataOutputStream out) throws IOException {
		this.assignment.writeFields(out);
	}

	static Reservation readFields(DataInputStream in) throws IOException {
		return new Reservation(Assignment.readFields(in));
	}

}
