package dev.daemonspring.process;

import java.io.IOException;

import dev.daemonspring.child.Descendants;
import dev.daemonspring.child.ProcessMark;

/**
 * Starts processes that have a {@link ProcessMark}. A start may fail late, when the
 * process already lives: the JDK has no thread to wait for it, for instance. So room for
 * that thread is made sure of before. Where it was taken meanwhile nobody would know of
 * the process; it is found by its mark and killed. Thread-safe.
 */
final class ProcessStarter {

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
		this.reserve.check();
		try {
			return this.start.of(builder);
		}
		catch (Throwable ex) {
			Descendants.of(mark).kill();
			throw ex;
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
