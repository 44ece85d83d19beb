package dev.daemonspring.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Write the values of the meters into a metrics file: now, from then on every few seconds
 * without being asked, and at the end.
 *
 * @param file the index of the file, always the same for a process
 */
public record WriteMeters(int file) implements ControlMessage {

	@Override
	public Type type() {
		return Type.WRITE_METERS;
	}

	@Override
	public void writeFields(DataOutputStream out) throws IOException {
		out.writeInt(this.file);
	}

	static WriteMeters readFields(DataInputStream in) throws IOException {
		return new WriteMeters(in.readInt());
	}

}
