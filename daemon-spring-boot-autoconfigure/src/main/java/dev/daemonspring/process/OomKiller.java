package dev.daemonspring.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * The part of the kernel that kills a process when memory runs out, as far as worker
 * processes have to do with it: it is told to take one of them before the daemon, and
 * asked whether it did. Thread-safe. Where the kernel can't be told or asked, nothing
 * happens, and nothing is known.
 *
 * @see <a href=
 * "https://man7.org/linux/man-pages/man5/proc_pid_oom_score_adj.5.html">oom_score_adj</a>
 */
public final class OomKiller {

	private static final Log logger = LogFactory.getLog(OomKiller.class);

	private static final int WORST = 1000;

	/**
	 * The kernel counts before it kills, and the exit of a process is reported within
	 * milliseconds. A kill that nobody has claimed by then was of another process.
	 */
	private static final Duration REPORTED = Duration.ofSeconds(5);

	private final Path proc;

	private final int preference;

	private final Supplier<OptionalLong> kills;

	private final LongSupplier nanoTime;

	/**
	 * When the kills were noticed that are nobody's yet.
	 */
	private final Deque<Long> unclaimed = new ArrayDeque<>();

	private long counted;

	/**
	 * Create the killer.
	 * @param proc the directory in which the kernel tells of processes
	 * @param preference by how much a worker process is preferred to the daemon, in
	 * thousandths of the memory that there is
	 * @param kills gives how many processes were killed so far in the control group of
	 * this process
	 * @param nanoTime a clock
	 */
	OomKiller(Path proc, int preference, Supplier<OptionalLong> kills, LongSupplier nanoTime) {
		this.proc = proc;
		this.preference = preference;
		this.kills = kills;
		this.nanoTime = nanoTime;
		this.counted = kills.get().orElse(0);
	}

	/**
	 * Return that of this system.
	 * @param preference by how much a worker process is preferred to the daemon, in
	 * thousandths of the memory that there is
	 */
	public static OomKiller ofSystem(int preference) {
		Supplier<OptionalLong> kills = MemoryGroup.ofThisProcess()
			.stream()
			.findFirst()
			.<Supplier<OptionalLong>>map((group) -> group::kills)
			.orElse(OptionalLong::empty);
		return new OomKiller(Path.of("/proc"), preference, kills, System::nanoTime);
	}

	/**
	 * Have a process preferred to this one. Its own children inherit that.
	 * @param pid the id of the process
	 */
	void prefer(long pid) {
		if (this.preference == 0) {
			return;
		}
		try {
			int own = Integer.parseInt(Files.readString(file("self")).strip());
			Files.writeString(file(Long.toString(pid)), Integer.toString(Math.min(WORST, own + this.preference)));
		}
		catch (IOException | NumberFormatException ex) {
			logger.debug("The kernel could not be told to kill process " + pid + " before the daemon", ex);
		}
	}

	private Path file(String process) {
		return this.proc.resolve(process).resolve("oom_score_adj");
	}

	/**
	 * Return whether a process that is gone, and was not killed by this one, was killed
	 * because memory ran out. Each kill counts for one process.
	 */
	synchronized boolean hasKilled() {
		check();
		return this.unclaimed.pollFirst() != null;
	}

	/**
	 * Note what has happened. To be called about once a second.
	 */
	synchronized void check() {
		long now = this.nanoTime.getAsLong();
		long count = this.kills.get().orElse(this.counted);
		for (; this.counted < count; this.counted++) {
			this.unclaimed.addLast(now);
		}
		this.unclaimed.removeIf((noticed) -> now - noticed > REPORTED.toNanos());
	}

}
