package dev.daemonspring.classdata;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.Child;
import dev.daemonspring.process.ProcessExit;

/**
 * The use of an archive by a process.
 *
 * @param child the process
 * @param directory the directory of the archive
 * @param began when the process was started, in nanoseconds of {@link System#nanoTime()}
 */
record ArchiveUse(Child child, Path directory, long began) {

	private static final Duration SUSPICIOUS = Duration.ofMinutes(1);

	/**
	 * The exit codes of JVMs that have crashed: SIGILL, SIGABRT, SIGBUS, SIGSEGV.
	 */
	private static final Set<Integer> CRASHES = Set.of(132, 134, 135, 139);

	/**
	 * Return whether it is known how the process has ended.
	 */
	boolean isOver() {
		ProcessExit exit = this.child.exit();
		return exit != null && !exit.equals(ProcessExit.UNKNOWN);
	}

	/**
	 * Return whether the process has crashed so soon that the archive may be the reason.
	 */
	boolean isSuspicious() {
		@Nullable ProcessExit exit = this.child.exit();
		return exit != null && CRASHES.contains(exit.code()) && System.nanoTime() - this.began < SUSPICIOUS.toNanos();
	}

}
