package dev.daemonspring.process;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.WriteDump;
import dev.daemonspring.region.DaemonSlot;

/**
 * A child that is a worker in a shared process. It can leave while the process lives on,
 * but can be killed only together with the others. Thread-safe.
 */
final class SharedChild implements Child {

	private final HostProcess home;

	private final DaemonSlot slot;

	private volatile boolean departed;

	private volatile int incarnation;

	SharedChild(HostProcess home, DaemonSlot slot) {
		this.home = home;
		this.slot = slot;
	}

	@Override
	public Child home() {
		return this.home;
	}

	@Override
	public long pid() {
		return this.home.pid();
	}

	@Override
	public DaemonSlot scratch() {
		return this.home.scratch();
	}

	@Override
	public boolean isProcess() {
		return true;
	}

	@Override
	public boolean hasBooted() {
		return this.home.hasBooted();
	}

	@Override
	public void assign(Assignment assignment) {
		this.incarnation = assignment.incarnation();
		this.home.assign(assignment);
	}

	@Override
	public @Nullable ProcessExit departure() {
		int code = this.slot.departure(this.incarnation);
		if (code < 0) {
			return null;
		}
		this.departed = true;
		return new ProcessExit(code);
	}

	@Override
	public void ring(int slotIndex) {
		this.home.ring(slotIndex);
	}

	@Override
	public void writeMeters(int file) {
		this.home.writeMeters(file);
	}

	@Override
	public void dumpThreads() {
		this.home.dumpThreads();
	}

	@Override
	public void writeDump(WriteDump dump) {
		this.home.writeDump(dump);
	}

	@Override
	public boolean isResponsive() {
		return this.home.isResponsive();
	}

	@Override
	public String terminate() {
		this.home.interrupt(this.slot.index());
		return "interrupted";
	}

	@Override
	public String kill() {
		this.home.kill();
		return "killed with the process that it shares";
	}

	@Override
	public boolean isAlive() {
		return !this.departed && this.home.isAlive();
	}

	@Override
	public @Nullable ProcessExit exit() {
		ProcessExit departure = departure();
		return (departure != null) ? departure : this.home.exit();
	}

	@Override
	public void onExit(Executor executor, Consumer<ProcessExit> listener) {
		this.home.onExit(executor, listener);
	}

}
