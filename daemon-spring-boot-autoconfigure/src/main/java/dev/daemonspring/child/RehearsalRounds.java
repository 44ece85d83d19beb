package dev.daemonspring.child;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.child.rehearsal.RehearsalContext;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.region.PrivateSlot;

/**
 * The rounds of a rehearsal. In each a worker of our own is assigned, created, iterates,
 * executes commands (some of which fail) and ends, by the code that runs any worker.
 */
final class RehearsalRounds {

	private static final int ITERATIONS = 3;

	private static final List<CommandRequest> COMMANDS = List.of(
			new CommandRequest("ask", "[{\"text\":\"why\",\"count\":2,\"tags\":[\"a\",\"b\"]},3]"),
			new CommandRequest("ask", "{\"question\":{\"text\":\"how\",\"count\":1,\"tags\":[]},\"times\":4}"),
			new CommandRequest("rename", "[\"other\"]"), new CommandRequest("rename", "[]"),
			new CommandRequest("ask", "[7,{}]"), new CommandRequest("unknown", "[]"));

	private final ConfigurableApplicationContext application;

	private final int count;

	private final BooleanSupplier ended;

	/**
	 * Create rounds.
	 * @param application the application's context
	 * @param count how many there are
	 * @param ended whether the rehearsal was ended early
	 */
	RehearsalRounds(ConfigurableApplicationContext application, int count, BooleanSupplier ended) {
		this.application = application;
		this.count = count;
		this.ended = ended;
	}

	void run() {
		for (int round = 0; round < this.count && !this.ended.getAsBoolean(); round++) {
			PrivateSlot slot = round();
			for (int command = 0; command < COMMANDS.size(); command++) {
				if (slot.status(command) < 0) {
					throw new IllegalStateException(
							"The rehearsed command " + COMMANDS.get(command) + " has no answer");
				}
			}
		}
	}

	PrivateSlot round() {
		PrivateSlot slot = new PrivateSlot();
		COMMANDS.forEach((command) -> slot.post(command.toBytes()));
		Assignment assignment = (Assignment) received(new Assignment("standby", 0, 2, RehearsalContext.WORKER,
				Duration.ZERO, ITERATIONS, null, Duration.ofSeconds(1), true, ContextSettings.DEFAULT));
		received(new ControlMessage.Doorbell(0));
		WorkerBeans beans = new WorkerBeans(RehearsalContext.withWorker(this.application));
		try {
			beans.refresh();
			HostedWorker worker = new HostedWorker(assignment, slot.worker());
			WorkerEnding ending = beans.run(assignment, worker.begin());
			worker.ended(ending);
			if (ending != WorkerEnding.LIMIT_REACHED) {
				throw new IllegalStateException("The rehearsed worker ended as " + ending);
			}
		}
		finally {
			beans.close();
		}
		return slot;
	}

	/**
	 * Return a message as it comes through the control pipe.
	 */
	private static ControlMessage received(ControlMessage message) {
		try {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			message.writeTo(out);
			ControlMessage received = ControlMessage.read(new ByteArrayInputStream(out.toByteArray()));
			if (received == null) {
				throw new IllegalStateException("The rehearsed message " + message + " was cut off");
			}
			return received;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
