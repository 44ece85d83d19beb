package dev.daemonspring.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.OptionalLong;

import dev.daemonspring.protocol.ControlMessage.Fields;

/**
 * What a worker process is told of the lease under which it runs. Until when it may live
 * it reads in its slot.
 *
 * @param longest how far ahead the end of the lease can lie, or zero if the worker needs
 * none
 * @param token the fencing token, which is greater than that of every earlier holder, or
 * empty if the store gives none
 */
public record LeaseGrant(Duration longest, OptionalLong token) {

	/**
	 * The grant of a worker that needs no lease.
	 */
	public static final LeaseGrant NONE = new LeaseGrant(Duration.ZERO, OptionalLong.empty());

	void write(DataOutputStream out) throws IOException {
		Fields.writeDuration(out, this.longest);
		out.writeBoolean(this.token.isPresent());
		out.writeLong(this.token.orElse(0));
	}

	static LeaseGrant read(DataInputStream in) throws IOException {
		Duration longest = Fields.readDuration(in);
		boolean present = in.readBoolean();
		long token = in.readLong();
		return new LeaseGrant(longest, present ? OptionalLong.of(token) : OptionalLong.empty());
	}

}
