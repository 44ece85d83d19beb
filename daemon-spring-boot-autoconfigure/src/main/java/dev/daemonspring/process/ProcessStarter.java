package dev.daemonspring.process;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import dev.daemonspring.child.Descendants;
import dev.daemonspring.child.ProcessMark;

/**
 * Starts processes that have a {@link ProcessMark}. A start may fail late, when the
 * process already lives: the JDK has no thread to wait for it, for instance. So that
 * thread, and the room for what else is needed, are made sure of before. Where the start
 * fails all the same, nobody would know of the process; it is found by its mark and
 * killed. Thread-safe.
 */
final class ProcessStarter {

	/**
	 * The threads of the JDK that wait for processes are shared by all who start some.
	 */
	private static final ReaperReserve reapers = new ReaperReserve();

	/**
	 * Held by one start at a time, because two could not have the same thread. A start
	 * that hangs does not keep the others waiting for long.
	 */
	private static final ReentrantLock starting = new ReentrantLock();

	private static final long PATIENCE_SECONDS = 1;

	private final TaskReserve reserve;

	private final Start start;

	ProcessStarter() {
		this(new TaskReserve(), ProcessBuilder::start);
	}

	ProcessStarter(TaskReserve reserve, Start start) {
		this.reserve = reserve;
		this.start = start;
	}

	/**
	 * Start a process.
	 * @param builder the process
	 * @param mark the mark that it and its descendants have
	 * @return the process
	 * @throws IOException when it can't be started; no process is left then
	 * @throws OutOfMemoryError when there is no room for one more process and thread
	 */
	Process start(ProcessBuilder builder, ProcessMark mark) throws IOException {
		builder.environment().put(ProcessMark.VARIABLE, mark.value());
		ForkWatch watch = ForkWatch.begin();
		try {
			return startAlone(builder, mark);
		}
		finally {
			watch.over();
		}
	}

	private Process startAlone(ProcessBuilder builder, ProcessMark mark) throws IOException {
		boolean alone = awaitOthers();
		try {
			this.reserve.check();
			reapers.check();
			return fork(builder, mark);
		}
		finally {
			if (alone) {
				starting.unlock();
			}
		}
	}

	private Process fork(ProcessBuilder builder, ProcessMark mark) throws IOException {
		try {
			Process process = this.start.of(builder);
			reapers.started(process.toHandle());
			return process;
		}
		catch (Throwable ex) {
			Descendants.of(mark).kill();
			throw ex;
		}
	}

	private static boolean awaitOthers() {
		try {
			return starting.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return false;
		}
	}

	/**
	 * How the operating system is asked for a process.
	 */
	@FunctionalInterface
	interface Start {

		Process of(ProcessBuilder builder) throws IOException;

	}

}
