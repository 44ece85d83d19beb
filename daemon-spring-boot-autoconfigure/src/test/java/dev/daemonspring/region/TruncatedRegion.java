package dev.daemonspring.region;

import java.io.RandomAccessFile;
import java.nio.file.Path;

import dev.daemonspring.worker.WorkerState;

/**
 * A daemon whose file is truncated under it, after its code was compiled. It looks at its
 * slot at once, or after its next heartbeat. Prints what it then reads, how many errors
 * came out of places where nobody expects one, and that it is alive.
 */
public final class TruncatedRegion {

	private static final int ROUNDS = 20_000;

	private static int errors;

	private static int stage;

	private TruncatedRegion() {
	}

	public static void main(String[] args) throws Exception {
		boolean beats = Boolean.parseBoolean(args[1]);
		StatusRegion region = StatusRegion.create(Path.of(args[0]), new RegionLayout(2, 4096, 2));
		DaemonSlot slot = region.slot(0);
		PostedCommand posted = slot.post(new byte[10]);
		for (int i = 0; i < ROUNDS; i++) {
			look(slot, posted);
			touch(region, slot, posted);
		}
		System.out.println("before: " + slot.state() + " " + slot.snapshot().defect());
		try (RandomAccessFile file = new RandomAccessFile(args[0], "rw")) {
			file.setLength(0);
		}
		if (beats) {
			region.heartbeat();
		}
		while (stage < 4) {
			try {
				next(region, slot, posted);
			}
			catch (InternalError ex) {
				errors++;
			}
		}
		System.out.println("errors: " + errors);
		System.out.println("alive");
	}

	private static void next(StatusRegion region, DaemonSlot slot, PostedCommand posted) {
		switch (stage++) {
			case 0 -> {
				for (int i = 0; i < 100; i++) {
					look(slot, posted);
				}
			}
			case 1 -> {
				for (int i = 0; i < ROUNDS; i++) {
					touch(region, slot, posted);
					look(slot, posted);
				}
			}
			case 2 -> report(slot);
			default -> region.close();
		}
	}

	private static void report(DaemonSlot slot) {
		System.out.println("defect: " + slot.snapshot().defect());
		System.out.println("reads: " + slot.state() + " " + slot.activity() + " " + slot.phase());
		try {
			slot.post(new byte[1000]);
			System.out.println("post: succeeded");
		}
		catch (RegionException ex) {
			System.out.println("post: " + ex.getMessage());
		}
	}

	private static void look(DaemonSlot slot, PostedCommand posted) {
		slot.state();
		slot.progress();
		slot.activity();
		slot.phase();
		slot.wanted();
		slot.pausedItself();
		slot.snapshot();
		posted.poll();
	}

	private static void touch(StatusRegion region, DaemonSlot slot, PostedCommand posted) {
		posted.taken();
		posted.withdraw();
		slot.verifiedSnapshot();
		slot.override(WorkerState.LOOPING, 1);
		slot.wanted(WantedState.LOOPING);
		slot.name("name");
		slot.reset();
		region.heartbeat();
	}

}
