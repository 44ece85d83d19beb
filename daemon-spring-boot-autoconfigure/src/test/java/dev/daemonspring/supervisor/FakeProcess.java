package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.HostProcess;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.protocol.Reservation;
import dev.daemonspring.protocol.SetLogLevel;
import dev.daemonspring.protocol.WriteDump;
import dev.daemonspring.region.Activity;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.TotalWord;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerState;

/**
 * A worker process without a process: it acts on its real slot as one would, at once or
 * not at all.
 */
final class FakeProcess implements HostProcess {

	private final Path region;

	private final DaemonSlot scratch;

	private final long pid;

	private @Nullable WorkerSlot slot;

	private @Nullable Assignment assignment;

	private @Nullable ProcessExit exit;

	private @Nullable Runnable tellExit;

	/**
	 * Has not come up yet.
	 */
	boolean booting;

	/**
	 * Begins, and does not come to its loop.
	 */
	boolean spinsUp;

	/**
	 * In the middle of an iteration.
	 */
	boolean busy;

	/**
	 * Stopped by a signal: hears nothing, does nothing.
	 */
	boolean frozen;

	/**
	 * Known to be stopped by a signal.
	 */
	boolean stopped;

	/**
	 * Ends neither when asked nor by SIGTERM.
	 */
	boolean stubborn;

	/**
	 * The next rings do not arrive.
	 */
	int deafness;

	/**
	 * The exit is told to nobody.
	 */
	boolean silent;

	/**
	 * How many iterations it has done.
	 */
	private long iterations;

	int terminated;

	int dumps;

	int retired;

	int metersWanted;

	/**
	 * The worker that it is reserved for, once there is one.
	 */
	@Nullable Reservation reservation;

	/**
	 * Does not come to the end of creating beans.
	 */
	boolean prepares;

	/**
	 * How the worker has left it while it lives on.
	 */
	@Nullable ProcessExit departure;

	/**
	 * Whoever asks whether it lives gets an exception.
	 */
	boolean broken;

	/**
	 * What it does when it is asked for a dump.
	 */
	Consumer<WriteDump> onDump = (dump) -> {
	};

	/**
	 * The levels that it was told.
	 */
	final List<SetLogLevel> logLevels = new ArrayList<>();

	/**
	 * What it writes before it ends, or {@code null} for nothing.
	 */
	@Nullable String lastLines;

	FakeProcess(Path region, DaemonSlot scratch, long pid) {
		this.region = region;
		this.scratch = scratch;
		this.pid = pid;
		phase(ProcessPhase.READY);
	}

	/**
	 * Say how far it has come.
	 */
	void phase(ProcessPhase phase) {
		try (WorkerSlot own = WorkerSlot.open(this.region, this.scratch.index())) {
			own.phase(phase);
		}
	}

	@Override
	public long pid() {
		return this.pid;
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
		return !this.booting;
	}

	@Override
	public void assign(Assignment assignment) {
		this.assignment = assignment;
		act();
	}

	/**
	 * Do whatever was ordered and not heard yet.
	 */
	void act() {
		Assignment assigned = this.assignment;
		if (this.frozen || this.booting || this.exit != null || assigned == null) {
			return;
		}
		WorkerSlot own = this.slot;
		if (own == null) {
			own = WorkerSlot.open(this.region, assigned.slot());
			own.begin(this.pid, assigned.incarnation());
			own.activity(Activity.IDLE);
			own.state(WorkerState.SPINUP);
			this.slot = own;
		}
		if (this.spinsUp) {
			return;
		}
		if (!this.busy && TotalWord.isHeld(own.total())) {
			own.heldIn(TotalWord.epoch(own.total()));
		}
		long most = assigned.maxIterations();
		if (!this.busy && most > 0 && this.iterations >= most && !own.isRetained()) {
			own.departed(assigned.incarnation(), ExitCode.LIMIT_REACHED);
			exit(ExitCode.LIMIT_REACHED);
			return;
		}
		switch (own.wanted()) {
			case LOOPING -> own.state(WorkerState.LOOPING);
			case PAUSED -> own.state(WorkerState.PAUSED);
			case STOPPED -> stop(own);
		}
	}

	/**
	 * Do some iterations, and then what was ordered meanwhile.
	 */
	void iterate(int times) {
		for (int i = 0; i < times; i++) {
			slot().iterationEnded(1);
		}
		this.iterations += times;
		act();
	}

	/**
	 * End by itself.
	 */
	void stop() {
		WorkerSlot own = this.slot;
		if (own != null && this.exit == null) {
			stop(own);
		}
	}

	private void stop(WorkerSlot own) {
		own.state(WorkerState.SPINDOWN);
		if (!this.stubborn) {
			own.state(WorkerState.STOPPED);
			exit(0);
		}
	}

	/**
	 * Return the assignment, once there is one.
	 */
	Assignment assignment() {
		return Objects.requireNonNull(this.assignment);
	}

	/**
	 * Have done what was to be done once, and end.
	 * @return whether it could
	 */
	boolean done() {
		WorkerSlot own = this.slot;
		boolean can = own != null && this.exit == null && !this.frozen && !this.stubborn;
		if (can) {
			own.state(WorkerState.DONE);
			exit(0);
		}
		return can;
	}

	/**
	 * Return the end of the slot at which the worker is told to be.
	 */
	WorkerSlot slot() {
		WorkerSlot own = this.slot;
		if (own == null) {
			throw new IllegalStateException("Process " + this.pid + " has not begun");
		}
		return own;
	}

	/**
	 * Begin once assigned, and do not come to the loop.
	 */
	void spinUpOnly() {
		this.spinsUp = true;
	}

	void thaw() {
		this.frozen = false;
		act();
	}

	@Override
	public void ring(int slot) {
		if (this.deafness > 0) {
			this.deafness--;
		}
		else {
			act();
		}
	}

	@Override
	public void interrupt(int slot) {
	}

	@Override
	public void retire() {
		this.retired++;
		if (this.reservation != null && !this.stubborn) {
			exit(0);
		}
	}

	@Override
	public void reserve(Reservation reservation) {
		this.reservation = reservation;
		phase(this.prepares ? ProcessPhase.PREPARING : ProcessPhase.HOT);
	}

	@Override
	public void dumpThreads() {
		this.dumps++;
	}

	@Override
	public void writeMeters(int file) {
		this.metersWanted++;
	}

	@Override
	public void setLogLevel(SetLogLevel change) {
		this.logLevels.add(change);
	}

	@Override
	public void writeDump(WriteDump dump) {
		this.onDump.accept(dump);
	}

	@Override
	public String terminate() {
		this.terminated++;
		if (!this.frozen && !this.stubborn) {
			exit(143);
		}
		return "sent SIGTERM";
	}

	@Override
	public String kill() {
		exit(137);
		return "sent SIGKILL";
	}

	/**
	 * Be gone.
	 */
	void exit(int code) {
		if (this.exit == null) {
			this.exit = new ProcessExit(code);
			Runnable teller = this.tellExit;
			if (teller != null && !this.silent) {
				teller.run();
			}
		}
	}

	@Override
	public @Nullable ProcessExit departure() {
		return this.departure;
	}

	@Override
	public boolean isAlive() {
		if (this.broken) {
			throw new IllegalStateException("broken");
		}
		return this.exit == null;
	}

	@Override
	public boolean isResponsive() {
		return isAlive() && !this.stopped;
	}

	@Override
	public @Nullable ProcessExit exit() {
		return this.exit;
	}

	@Override
	public void explain(ProcessExit exit, Executor executor, Consumer<String> listener) {
		String lines = this.lastLines;
		if (lines != null) {
			executor.execute(() -> listener.accept(lines));
		}
	}

	@Override
	public void onExit(Executor executor, Consumer<ProcessExit> listener) {
		Runnable teller = () -> executor.execute(() -> listener.accept(exit()));
		this.tellExit = teller;
		if (this.exit != null && !this.silent) {
			teller.run();
		}
	}

}
