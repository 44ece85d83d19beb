package dev.daemonspring.supervisor;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.policy.MemoryDemand;
import dev.daemonspring.policy.MemoryShares;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.MemoryGroup;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;

/**
 * The memory of the container, or of the service, shared out among the daemon and its
 * processes. Immutable.
 */
final class MemorySharing {

	private static final Log logger = LogFactory.getLog(MemorySharing.class);

	private final List<MemoryGroup> groups;

	private final MemoryDemand demand;

	private final MemoryShares shares;

	private MemorySharing(List<MemoryGroup> groups, MemoryDemand demand, MemoryShares shares) {
		this.groups = groups;
		this.demand = demand;
		this.shares = shares;
	}

	/**
	 * Share the memory out.
	 * @param settings what holds for the daemon as a whole
	 * @param workers what each worker process can be started with
	 * @param standbys how many processes of which plan are to wait
	 * @return the shares, or {@code null} where memory has no limit, or the limit is not
	 * to be looked at
	 */
	static @Nullable MemorySharing of(DaemonSettings settings, Collection<LaunchPlan> workers,
			Map<LaunchPlan, Integer> standbys) {
		if (settings.isolation() != Isolation.PROCESS || settings.test()
				|| settings.surroundings().memoryFraction() == 0) {
			return null;
		}
		return of(MemoryGroup.ofThisProcess(), Runtime.getRuntime().maxMemory(),
				settings.surroundings().memoryFraction(), workers, standbys);
	}

	static @Nullable MemorySharing of(List<MemoryGroup> groups, long daemonHeap, double fraction,
			Collection<LaunchPlan> workers, Map<LaunchPlan, Integer> standbys) {
		List<MemoryGroup> limited = groups.stream().filter((group) -> group.limit().isPresent()).toList();
		OptionalLong least = limited.stream().mapToLong((group) -> group.limit().getAsLong()).min();
		if (least.isEmpty()) {
			return null;
		}
		long limit = least.getAsLong();
		Sum sized = new Sum();
		Sum waiting = new Sum();
		workers.forEach((plan) -> sized.add(HeapSize.of(plan, limit), 1));
		standbys.forEach((plan, count) -> waiting.add(HeapSize.of(plan, limit), count));
		MemoryDemand demand = new MemoryDemand(limit, daemonHeap, sized.sized, sized.heap, sized.unsized, waiting.sized,
				waiting.heap, waiting.unsized);
		return new MemorySharing(limited, demand, demand.share(fraction));
	}

	/**
	 * Return the largest heap of a process for which none is configured.
	 */
	DataSize heap() {
		return DataSize.ofBytes(this.shares.heap());
	}

	/**
	 * Return whether no process may wait, though some were to.
	 */
	boolean excludesStandbys() {
		return this.shares.withoutStandbys();
	}

	/**
	 * Return how much a process is meant to take at most, in bytes.
	 * @param plan what it was started with
	 */
	long share(LaunchPlan plan) {
		return HeapSize.of(plan, this.shares.limit()).orElse(this.shares.heap()) + MemoryDemand.BESIDE_HEAP;
	}

	/**
	 * Return whether more processes can wait than were reckoned with.
	 * @param number how many
	 * @param plan what they are started with
	 */
	boolean hasRoomFor(int number, LaunchPlan plan) {
		return this.shares.total() + number * share(plan) <= this.shares.limit();
	}

	/**
	 * Return the groups that have a limit, the innermost first.
	 */
	List<MemoryGroup> groups() {
		return this.groups;
	}

	/**
	 * Tell what follows for whom, once, at the start.
	 */
	void tell() {
		if (this.demand.unsized() > 0) {
			logger.info(
					"The heap of each worker process without a 'max-heap' is at most %d MiB, its share of the %d MiB that the control group may have ('daemon.memory.fraction')"
						.formatted(mebibytes(this.shares.heap()), mebibytes(this.shares.limit())));
		}
		if (this.shares.exceedsLimit()) {
			logger.warn(exceeded());
		}
		else if (this.shares.withoutStandbys()) {
			logger.info(
					"No standby is kept: besides the daemon (%d MiB) and its worker processes (%d MiB) there is no room for %d in the %d MiB that the control group may have. A worker that goes down waits for a new process to start. Raise the limit, or lower 'max-heap' of the workers."
						.formatted(mebibytes(this.shares.daemon()), mebibytes(this.shares.workers()),
								this.demand.standbys(), mebibytes(this.shares.limit())));
		}
		this.groups.stream()
			.filter(MemoryGroup::isKilledAsWhole)
			.min(Comparator.comparing(MemoryGroup::directory))
			.ifPresent((group) -> logger.warn(killedAsWhole()));
	}

	private String exceeded() {
		return ("Memory can run out, and the kernel would kill a process then: the daemon can take %d MiB (-Xmx and what a"
				+ " JVM needs beside it) and %s %d MiB, together %d of the %d MiB that the control group may have.%s"
				+ " Lower 'max-heap' of the workers or '-Xmx' of the daemon, or raise the limit.")
			.formatted(mebibytes(this.shares.daemon()), processes(this.demand.workers()),
					mebibytes(this.shares.workers() + this.shares.standbys()), mebibytes(this.shares.total()),
					mebibytes(this.shares.limit()), this.shares.withoutStandbys() ? " No standby is kept." : "");
	}

	private static String processes(int number) {
		return (number != 1) ? number + " worker processes" : "its worker process";
	}

	private static String killedAsWhole() {
		return "When memory runs out, the kernel kills all processes at once, the daemon too: 'memory.oom.group' of this control"
				+ " group is 1, as Kubernetes sets it from 1.28 on. Ways out: give workers a 'max-heap' or a 'max-memory' so"
				+ " that it does not come to that, or set 'singleProcessOOMKill' of the kubelet (from 1.32 on), or"
				+ " 'OOMPolicy=continue' of a systemd unit.";
	}

	private static long mebibytes(long bytes) {
		return bytes >> 20;
	}

	/**
	 * Processes, counted.
	 */
	private static final class Sum {

		private int sized;

		private long heap;

		private int unsized;

		private void add(OptionalLong size, int count) {
			if (size.isPresent()) {
				this.sized += count;
				this.heap += count * size.getAsLong();
			}
			else {
				this.unsized += count;
			}
		}

	}

}
