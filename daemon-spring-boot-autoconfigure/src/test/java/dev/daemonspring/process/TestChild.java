package dev.daemonspring.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.protocol.Reservation;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WorkerSlot;

/**
 * A child that does what a test says, and nothing by itself.
 */
final class TestChild implements HostProcess {

	private final String label;

	private final LaunchPlan plan;

	private final Path region;

	private final DaemonSlot scratch;

	private final long pid;

	private @Nullable ProcessExit exit;

	private Consumer<ProcessExit> onExit = (exit) -> {
	};

	/**
	 * What the process was sent.
	 */
	final List<ControlMessage> messages = new ArrayList<>();

	boolean booted;

	boolean stopped;

	boolean killed;

	boolean retired;

	TestChild(String label, LaunchPlan plan, Path region, DaemonSlot scratch, long pid) {
		this.label = label;
		this.plan = plan;
		this.region = region;
		this.scratch = scratch;
		this.pid = pid;
	}

	String label() {
		return this.label;
	}

	LaunchPlan plan() {
		return this.plan;
	}

	/**
	 * Be a standby that can be assigned.
	 */
	TestChild ready() {
		this.booted = true;
		return phase(ProcessPhase.READY);
	}

	/**
	 * Have created the beans that it was to create.
	 */
	TestChild hot() {
		this.booted = true;
		return phase(ProcessPhase.HOT);
	}

	/**
	 * Not be able to create them.
	 */
	TestChild unable(String error) {
		try (WorkerSlot own = WorkerSlot.open(this.region, this.scratch.index())) {
			own.error(error);
		}
		return phase(ProcessPhase.BOOT_FAILED);
	}

	private TestChild phase(ProcessPhase phase) {
		try (WorkerSlot own = WorkerSlot.open(this.region, this.scratch.index())) {
			own.phase(phase);
		}
		return this;
	}

	/**
	 * End, and have that reported.
	 */
	void end(int code) {
		endUnreported(code);
		this.onExit.accept(new ProcessExit(code));
	}

	/**
	 * End without anybody hearing of it.
	 */
	void endUnreported(int code) {
		this.exit = new ProcessExit(code);
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
		return this.booted;
	}

	@Override
	public void assign(Assignment assignment) {
		this.messages.add(assignment);
	}

	@Override
	public void ring(int slot) {
		this.messages.add(new ControlMessage.Doorbell(slot));
	}

	@Override
	public void interrupt(int slot) {
		this.messages.add(new ControlMessage.Interrupt(slot));
	}

	@Override
	public void retire() {
		this.retired = true;
	}

	@Override
	public void reserve(Reservation reservation) {
		this.messages.add(reservation);
	}

	@Override
	public void dumpThreads() {
		this.messages.add(new ControlMessage.DumpThreads());
	}

	@Override
	public String terminate() {
		return "sent SIGTERM";
	}

	@Override
	public String kill() {
		this.killed = true;
		return "sent SIGKILL";
	}

	@Override
	public boolean isAlive() {
		return this.exit == null;
	}

	@Override
	public boolean isResponsive() {
		return !this.stopped;
	}

	@Override
	public @Nullable ProcessExit exit() {
		return this.exit;
	}

	@Override
	public void onExit(Executor executor, Consumer<ProcessExit> listener) {
		this.onExit = (ended) -> executor.execute(() -> listener.accept(ended));
	}

	@Override
	public String toString() {
		return "pid " + this.pid;
	}

}
