package dev.daemonspring.supervisor;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.Assignment;
import dev.daemonspring.child.Birth;
import dev.daemonspring.child.ControlMessage;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.ProcessPhase;

/**
 * A worker process: its control pipe, its scratch slot and its signals.
 */
final class ChildProcess implements HostProcess {

	/**
	 * A pipe holds 64 KiB, and a ring takes five bytes. A process that has not heard so
	 * many of them is stopped, and looks into its slot when it hears the first.
	 */
	private static final int MOST_UNHEARD = 8 * 1024;

	private final Process process;

	private final DaemonSlot scratch;

	private final DescendantReaper.Watched descendants;

	private final SpeechlessStart start;

	private long rings;

	ChildProcess(Process process, DaemonSlot scratch, DescendantReaper.Watched descendants, SpeechlessStart start) {
		this.process = process;
		this.scratch = scratch;
		this.descendants = descendants;
		this.start = start;
	}

	@Override
	public long pid() {
		return this.process.pid();
	}

	@Override
	public DaemonSlot scratch() {
		return this.scratch;
	}

	@Override
	public boolean isProcess() {
		return true;
	}

	@Override
	public boolean hasBooted() {
		ProcessPhase phase = this.scratch.phase();
		return phase == ProcessPhase.READY || phase == ProcessPhase.ASSIGNED || phase == ProcessPhase.BOOT_FAILED
				|| !this.process.isAlive();
	}

	void bear(Birth birth) {
		write(birth);
	}

	@Override
	public void assign(Assignment assignment) {
		this.descendants.assigned(assignment);
		write(assignment);
	}

	@Override
	public synchronized void ring(int slot, long heard) {
		if (this.rings - heard < MOST_UNHEARD) {
			this.rings++;
			ring(slot);
		}
	}

	@Override
	public void ring(int slot) {
		write(new ControlMessage.Doorbell(slot));
	}

	@Override
	public void interrupt(int slot) {
		write(new ControlMessage.Interrupt(slot));
	}

	@Override
	public void retire() {
		write(new ControlMessage.Retire());
	}

	@Override
	public void dumpThreads() {
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

	@Override
	public String terminate() {
		this.process.destroy();
		return "sent SIGTERM";
	}

	@Override
	public String kill() {
		this.process.destroyForcibly();
		return "sent SIGKILL";
	}

	@Override
	public boolean isAlive() {
		return this.process.isAlive();
	}

	@Override
	public @Nullable ProcessExit exit() {
		if (!this.process.isAlive()) {
			return new ProcessExit(this.process.exitValue());
		}
		// Who waits for the process may have failed to note its end
		return this.process.toHandle().isAlive() ? null : ProcessExit.UNKNOWN;
	}

	@Override
	public boolean isResponsive() {
		return isAlive() && !StoppedProcesses.contain(pid());
	}

	@Override
	public void onExit(Executor executor, Consumer<ProcessExit> listener) {
		this.process.onExit().thenAcceptAsync((exited) -> {
			closePipe();
			listener.accept(new ProcessExit(exited.exitValue()));
		}, executor);
	}

	@Override
	public void explain(ProcessExit exit, Executor executor, Consumer<String> listener) {
		Thread thread = new Thread(() -> {
			try {
				String lines = this.start.lastLines(exit);
				if (lines != null) {
					executor.execute(() -> listener.accept(lines));
				}
			}
			catch (IOException | InterruptedException ex) {
				// The reason stays unknown
			}
		}, "daemon-speechless-start");
		thread.setDaemon(true);
		thread.start();
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
