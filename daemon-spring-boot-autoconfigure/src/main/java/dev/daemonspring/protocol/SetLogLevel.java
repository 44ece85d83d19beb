package dev.daemonspring.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * An operator has changed the level of a logger.
 *
 * @param number counts the changes, so that none is equal to another
 * @param logger the logger's name
 * @param level the name of the level, or {@code null} for the one that the logger
 * inherits
 */
public record SetLogLevel(long number, String logger, @Nullable String level) implements ControlMessage {

	@Override
	public Type type() {
		return Type.SET_LOG_LEVEL;
	}

	@Override
	public void writeFields(DataOutputStream out) throws IOException {
		out.writeLong(this.number);
		ControlMessage.Fields.writeText(out, this.logger);
		ControlMessage.Fields.writeText(out, this.level);
	}

	static SetLogLevel readFields(DataInputStream in) throws IOException {
		return new SetLogLevel(in.readLong(), ControlMessage.Fields.readRequiredText(in),
				ControlMessage.Fields.readText(in));
	}

}
