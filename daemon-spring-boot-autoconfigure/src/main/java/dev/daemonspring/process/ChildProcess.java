package dev.daemonspring.process;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.protocol.Reservation;
import dev.daemonspring.protocol.SetLogLevel;
import dev.daemonspring.protocol.WriteDump;
import dev.daemonspring.protocol.WriteMeters;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.ExhaustionMark;
import dev.daemonspring.region.ProcessPhase;

/**
 * A worker process: its control pipe, its scratch slot and its signals.
 */
final class ChildProcess implements HostProcess {

	private final Process process;

	private final ControlPipe pipe;

	private final DaemonSlot scratch;

	private final DescendantReaper.Watched descendants;

	private final FailedStartProbe start;

	private final ExhaustionMark exhaustion;

	private final OomKiller oomKiller;

	private volatile boolean killed;

	private @Nullable ProcessExit exit;

	ChildProcess(Process process, ControlPipe pipe, DaemonSlot scratch, DescendantReaper.Watched descendants,
			FailedStartProbe start, ExhaustionMark exhaustion, OomKiller oomKiller) {
		this.process = process;
		this.pipe = pipe;
		this.scratch = scratch;
		this.descendants = descendants;
		this.start = start;
		this.exhaustion = exhaustion;
		this.oomKiller = oomKiller;
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
		return phase == ProcessPhase.READY || phase == ProcessPhase.HOT || phase == ProcessPhase.ASSIGNED
				|| phase == ProcessPhase.BOOT_FAILED || !this.process.isAlive();
	}

	void bootstrap(BootstrapMessage bootstrap) {
		this.pipe.send(bootstrap);
	}

	@Override
	public void assign(Assignment assignment) {
		this.descendants.assigned(assignment);
		ProcessPhase phase = this.scratch.phase();
		if (phase == ProcessPhase.READY || phase == ProcessPhase.HOT) {
			this.pipe.sendAtOnce(assignment);
		}
		else {
			this.pipe.send(assignment);
		}
	}

	@Override
	public void reserve(Reservation reservation) {
		this.pipe.send(reservation);
	}

	@Override
	public void ring(int slot) {
		this.pipe.send(new ControlMessage.Doorbell(slot));
	}

	@Override
	public void interrupt(int slot) {
		this.pipe.send(new ControlMessage.Interrupt(slot));
	}

	@Override
	public void retire() {
		this.pipe.send(new ControlMessage.Retire());
	}

	@Override
	public void writeMeters(int file) {
		this.pipe.send(new WriteMeters(file));
	}

	@Override
	public void dumpThreads() {
		this.pipe.send(new ControlMessage.DumpThreads());
	}

	@Override
	public void writeDump(WriteDump dump) {
		this.pipe.send(dump);
	}

	@Override
	public void setLogLevel(SetLogLevel change) {
		this.pipe.send(change);
	}

	@Override
	public String terminate() {
		// Process.destroy() would close the outputs, which spindown() may need
		this.process.toHandle().destroy();
		this.pipe.close();
		return "sent SIGTERM";
	}

	@Override
	public String kill() {
		this.killed = true;
		this.process.toHandle().destroyForcibly();
		this.pipe.close();
		return "sent SIGKILL";
	}

	@Override
	public boolean isAlive() {
		return this.process.isAlive();
	}

	@Override
	public @Nullable ProcessExit exit() {
		if (!this.process.isAlive()) {
			return ended();
		}
		// Who waits for the process may have failed to note its end
		return this.process.toHandle().isAlive() ? null : ProcessExit.UNKNOWN;
	}

	/**
	 * Both ways by which the end is noticed tell the same.
	 */
	private synchronized ProcessExit ended() {
		ProcessExit known = this.exit;
		if (known == null) {
			int code = this.process.exitValue();
			known = new ProcessExit(code, (code == ProcessExit.OUT_OF_MEMORY) ? this.exhaustion.take(pid())
					: ExhaustionMark.Exhaustion.NOT_SEEN);
			if (known.isKill() && !this.killed && isKernelsWork()) {
				known = new ProcessExit(code, known.exhaustion(), true);
			}
			this.exit = known;
		}
		return known;
	}

	/**
	 * It must not fail where the daemon's own heap is exhausted.
	 */
	private boolean isKernelsWork() {
		try {
			return this.oomKiller.hasKilled();
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			return false;
		}
	}

	@Override
	public boolean isResponsive() {
		return isAlive() && !StoppedProcesses.contain(pid());
	}

	@Override
	public void onExit(Executor executor, Consumer<ProcessExit> listener) {
		this.process.onExit().thenAcceptAsync((exited) -> {
			this.pipe.close();
			listener.accept(ended());
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
			catch (IOException | InterruptedException | OutOfMemoryError ex) {
				// The reason stays unknown
			}
		}, "daemon-failed-start");
		thread.setDaemon(true);
		try {
			thread.start();
		}
		catch (OutOfMemoryError ex) {
			// As well, where there is no room for a thread
		}
	}

}
