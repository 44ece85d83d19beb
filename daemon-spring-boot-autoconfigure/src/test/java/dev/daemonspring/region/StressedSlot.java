package dev.daemonspring.region;

import java.nio.file.Path;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;

/**
 * Writes a slot without a pause, in ways that tell a torn read: the totals are always
 * seven times the count, the pid is the incarnation, and the error's text follows from
 * the count of failures. Also the main class of a process that does so until it is
 * killed.
 */
public final class StressedSlot {

	static final int NANOS = 7;

	private final WorkerSlot slot;

	private long failures;

	StressedSlot(WorkerSlot slot, long failures) {
		this.slot = slot;
		this.failures = failures;
	}

	public static void main(String[] args) {
		WorkerSlot slot = WorkerSlot.open(Path.of(args[0]), Integer.parseInt(args[1]));
		new StressedSlot(slot, Long.parseLong(args[2])).write(() -> true);
	}

	long write(BooleanSupplier going) {
		long operations = 0;
		for (int i = 1; going.getAsBoolean(); i++) {
			this.slot.begin(i, i);
			this.slot.failed(error(++this.failures));
			for (int iteration = 0; iteration < 30; iteration++) {
				this.slot.iterationStarted();
				this.slot.iterationEnded(NANOS);
				if (iteration % 10 == 0) {
					// Some time in which a reader may succeed
					Thread.onSpinWait();
				}
			}
			operations += 32;
		}
		return operations;
	}

	/**
	 * Return what is wrong with a snapshot that claims to be right, or {@code null}.
	 */
	static @Nullable String torn(SlotSnapshot snapshot, SlotSnapshot base) {
		if (snapshot.pid() != snapshot.incarnation()) {
			return "pid and incarnation differ: " + snapshot;
		}
		if (snapshot.totalNanos() - base.totalNanos() != NANOS * (snapshot.iterations() - base.iterations())) {
			return "total and count differ: " + snapshot + " since " + base;
		}
		if (snapshot.lastError() != null && !snapshot.lastError().equals(error(snapshot.failures()))) {
			return "error and failures differ: " + snapshot;
		}
		return null;
	}

	private static String error(long failures) {
		String word = "failure-" + failures + "-ä;";
		return word.repeat((int) (failures % 97) + 1);
	}

}
