package dev.daemonspring.supervisor;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import dev.daemonspring.child.Assignment;
import dev.daemonspring.child.Birth;
import dev.daemonspring.child.ControlMessage;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.ProcessPhase;

/**
 * The daemon's hold on a worker process: its control pipe, its scratch slot and its
 * signals. Thread-safe. A process that is gone takes no messages; its exit is reported
 * all the same, once.
 */
final class ChildProcess {

	/**
	 * A pipe holds 64 KiB, of one byte a ring. A process that has not heard so many of
	 * them is stopped, and looks into its slot when it hears the first.
	 */
	private static final int MOST_UNHEARD = 16 * 1024;

	private final Process process;

	private final DaemonSlot scratch;

	private long rings;

	ChildProcess(Process process, DaemonSlot scratch) {
		this.process = process;
		this.scratch = scratch;
	}

	long pid() {
		return this.process.pid();
	}

	DaemonSlot scratch() {
		return this.scratch;
	}

	/**
	 * Return whether the process is done with booting the application.
	 */
	boolean hasBooted() {
		ProcessPhase phase = this.scratch.phase();
		return phase == ProcessPhase.READY || phase == ProcessPhase.ASSIGNED || phase == ProcessPhase.BOOT_FAILED
				|| !this.process.isAlive();
	}

	void bear(Birth birth) {
		write(birth);
	}

	void assign(Assignment assignment) {
		write(assignment);
	}

	/**
	 * Wake the worker to look into its slot. Does not block.
	 * @param heard how many rings the process says it has heard
	 */
	synchronized void ring(long heard) {
		if (this.rings - heard < MOST_UNHEARD) {
			this.rings++;
			write(new ControlMessage.Doorbell());
		}
	}

	/**
	 * Have the process write the stacks of its threads into its log.
	 */
	void dumpThreads() {
		write(new ControlMessage.DumpThreads());
	}

	private synchronized void write(ControlMessage message) {
		try {
			message.writeTo(this.process.getOutputStream());
		}
		catch (IOException ex) {
			// The process is gone; its exit is on its way
		}
	}

	void terminate() {
		this.process.destroy();
	}

	void kill() {
		this.process.destroyForcibly();
	}

	boolean isAlive() {
		return this.process.isAlive();
	}

	/**
	 * Have the exit of the process reported.
	 * @param executor where to report it
	 * @param listener whom to report it to
	 */
	void onExit(Executor executor, Consumer<ProcessExit> listener) {
		this.process.onExit().thenAcceptAsync((exited) -> {
			closePipe();
			listener.accept(new ProcessExit(exited.exitValue()));
		}, executor);
	}

	private void closePipe() {
		try {
			this.process.getOutputStream().close();
		}
		catch (IOException ex) {
			// What was not written yet goes with the process
		}
	}

}
