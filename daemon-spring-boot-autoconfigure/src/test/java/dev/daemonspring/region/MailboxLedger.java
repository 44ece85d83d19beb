package dev.daemonspring.region;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Which command was executed how many times, written by its executor and outliving it.
 */
final class MailboxLedger {

	private final MappedByteBuffer executions;

	MailboxLedger(Path file, int commands) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			this.executions = channel.map(FileChannel.MapMode.READ_WRITE, 0, commands);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	void executed(int command) {
		this.executions.put(command, (byte) (this.executions.get(command) + 1));
	}

	int executions(int command) {
		return this.executions.get(command);
	}

}
