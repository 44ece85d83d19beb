package dev.daemonspring.region;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;

import com.sun.management.ThreadMXBean;

/**
 * Main class of a JVM that runs the calls of an iteration and of the daemon's look at it,
 * and prints how many bytes their thread allocated meanwhile. In a JVM of its own,
 * because what other tests did to this one's call sites is not the code's doing.
 */
final class Allocation {

	static final int TIMES = 50_000;

	private final WorkerSlot worker;

	private final DaemonSlot daemon;

	private Allocation(WorkerSlot worker, DaemonSlot daemon) {
		this.worker = worker;
		this.daemon = daemon;
	}

	public static void main(String[] arguments) {
		try (StatusRegion region = StatusRegion.create(Path.of(arguments[0]), new RegionLayout(3, 4096, 2));
				WorkerSlot worker = WorkerSlot.open(region.file(), 1)) {
			Allocation allocation = new Allocation(worker, region.slot(1));
			// Classes are loaded and call sites are linked by the first calls
			allocation.iterate();
			ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
			long before = threads.getCurrentThreadAllocatedBytes();
			allocation.iterate();
			System.out.println(threads.getCurrentThreadAllocatedBytes() - before);
		}
	}

	private void iterate() {
		for (int i = 0; i < TIMES; i++) {
			this.worker.iterationStarted();
			this.worker.iterationEnded(i);
			this.worker.hasPending();
			this.worker.wanted();
			this.daemon.state();
			this.daemon.progress();
			this.daemon.activity();
			this.daemon.phase();
		}
	}

}
