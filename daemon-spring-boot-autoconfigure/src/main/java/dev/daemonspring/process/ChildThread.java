package dev.daemonspring.process;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.child.DumpWriter;
import dev.daemonspring.child.WorkerThread;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.protocol.WriteDump;
import dev.daemonspring.region.DaemonSlot;

/**
 * A child that is a worker on a thread of the daemon. Thread-safe.
 */
public final class ChildThread implements Child {

	private static final Log logger = LogFactory.getLog(ChildThread.class);

	private final ConfigurableApplicationContext context;

	private final Path region;

	private final DaemonSlot scratch;

	private final CompletableFuture<Integer> exit = new CompletableFuture<>();

	private volatile @Nullable WorkerThread thread;

	public ChildThread(ConfigurableApplicationContext context, Path region, DaemonSlot scratch) {
		this.context = context;
		this.region = region;
		this.scratch = scratch;
	}

	@Override
	public long pid() {
		return ProcessHandle.current().pid();
	}

	@Override
	public DaemonSlot scratch() {
		return this.scratch;
	}

	@Override
	public boolean isProcess() {
		return false;
	}

	@Override
	public boolean hasBooted() {
		return true;
	}

	@Override
	public void assign(Assignment assignment) {
		WorkerThread started = WorkerThread.start(this.context, this.region, assignment);
		this.thread = started;
		started.exit().thenAccept(this.exit::complete);
	}

	@Override
	public void ring(int slot) {
		WorkerThread running = this.thread;
		if (running != null) {
			running.rung();
		}
	}

	@Override
	public void dumpThreads() {
		WorkerThread running = this.thread;
		if (running != null) {
			logger.warn(Arrays.stream(running.stack())
				.map((element) -> "\n\tat " + element)
				.collect(Collectors.joining("", "Stack of the worker's thread", "")));
		}
	}

	@Override
	public void writeDump(WriteDump dump) {
		DumpWriter.start(dump);
	}

	@Override
	public String terminate() {
		WorkerThread running = this.thread;
		if (running != null) {
			running.end();
		}
		else {
			neverBegun();
		}
		return "asked again to end";
	}

	@Override
	public String kill() {
		WorkerThread running = this.thread;
		if (running != null) {
			running.abandon();
		}
		else {
			neverBegun();
		}
		return "interrupted and left alone";
	}

	/**
	 * Without a worker there is no thread whose end could be waited for.
	 */
	private void neverBegun() {
		this.exit.complete(ExitCode.CONTROLLED);
	}

	@Override
	public boolean isAlive() {
		return !this.exit.isDone();
	}

	@Override
	public @Nullable ProcessExit exit() {
		Integer code = this.exit.getNow(null);
		return (code != null) ? new ProcessExit(code) : null;
	}

	@Override
	public void onExit(Executor executor, Consumer<ProcessExit> listener) {
		this.exit.thenAcceptAsync((code) -> listener.accept(new ProcessExit(code)), executor);
	}

}
