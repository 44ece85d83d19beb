package dev.daemonspring.region;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

/**
 * Executes commands as a worker's process does: on two threads, each in the order of
 * their sequences, and answers each with its own body. Also the main class of a process
 * that does so until it is killed.
 */
public final class StressedMailbox {

	static final int THREADS = 2;

	private static final long HARD_WORK_NANOS = 10_000_000;

	private final WorkerSlot slot;

	private final MailboxLedger ledger;

	StressedMailbox(WorkerSlot slot, MailboxLedger ledger) {
		this.slot = slot;
		this.ledger = ledger;
	}

	public static void main(String[] args) {
		StressedMailbox mailbox = new StressedMailbox(WorkerSlot.open(Path.of(args[0]), Integer.parseInt(args[1])),
				new MailboxLedger(Path.of(args[2]), Integer.parseInt(args[3])));
		for (int i = 0; i < THREADS; i++) {
			new Thread(() -> {
				try {
					mailbox.execute(() -> true);
				}
				catch (Throwable ex) {
					ex.printStackTrace();
					Runtime.getRuntime().halt(1);
				}
			}).start();
		}
	}

	void execute(BooleanSupplier going) {
		long last = 0;
		while (going.getAsBoolean()) {
			PendingCommand command = this.slot.next();
			if (command == null) {
				Thread.yield();
				continue;
			}
			if (command.sequence() <= last) {
				throw new IllegalStateException("Command " + command.sequence() + " came after " + last);
			}
			last = command.sequence();
			int id = id(command.body());
			this.ledger.executed(id);
			if (isHard(id)) {
				workHard();
			}
			command.answer(id, command.body());
		}
	}

	/**
	 * Return whether the execution of a command takes so long that one can kill in it.
	 */
	static boolean isHard(int id) {
		return id % 4096 == 1;
	}

	private static void workHard() {
		long start = System.nanoTime();
		while (System.nanoTime() - start < HARD_WORK_NANOS) {
			Thread.onSpinWait();
		}
	}

	static byte[] body(int id) {
		byte[] body = new byte[Integer.BYTES + id % 1000];
		ByteBuffer.wrap(body).putInt(id);
		for (int i = Integer.BYTES; i < body.length; i++) {
			body[i] = (byte) (id * 31 + i);
		}
		return body;
	}

	static int id(byte[] body) {
		int id = ByteBuffer.wrap(body).getInt();
		if (!Arrays.equals(body, body(id))) {
			throw new IllegalStateException("The body of command " + id + " is torn");
		}
		return id;
	}

}
