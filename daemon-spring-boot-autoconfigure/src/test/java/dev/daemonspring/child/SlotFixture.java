package dev.daemonspring.child;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.protocol.CommandStatus;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.region.Answer;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WorkerSlot;

/**
 * Both ends of the slots of a real status region.
 */
final class SlotFixture implements AutoCloseable {

	static final int MAILBOX_SIZE = 1024;

	private final StatusRegion region;

	SlotFixture(Path directory) {
		this.region = StatusRegion.create(directory.resolve("d").resolve("region"),
				new RegionLayout(3, MAILBOX_SIZE, 4));
	}

	Path file() {
		return this.region.file();
	}

	DaemonSlot daemon(int slot) {
		return this.region.slot(slot);
	}

	WorkerSlot worker(int slot) {
		return WorkerSlot.open(this.region.file(), slot);
	}

	static Assignment assignment(String worker, int slot, Duration grace) {
		return new Assignment(worker, slot, 1, worker, Duration.ZERO, 0, null, grace, true, ContextSettings.DEFAULT);
	}

	PostedCommand post(String command, String arguments) {
		return daemon(0).post(new CommandRequest(command, arguments).toBytes());
	}

	static @Nullable CommandStatus status(PostedCommand posted) {
		Answer answer = posted.poll();
		return (answer != null) ? CommandStatus.ofCode(answer.status()).orElse(null) : null;
	}

	static String body(PostedCommand posted) {
		Answer answer = posted.poll();
		return (answer != null) ? new String(answer.body(), StandardCharsets.UTF_8) : "no answer";
	}

	@Override
	public void close() {
		this.region.close();
	}

}
