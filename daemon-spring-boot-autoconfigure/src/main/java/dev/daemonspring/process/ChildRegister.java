package dev.daemonspring.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * A register of all children whose end has not been reported yet. It asks the operating
 * system about them, as a second source of exits, and finds those that no other part of
 * the supervisor knows. Belongs to the supervisor's thread; all times are nanoseconds of
 * its clock.
 */
final class ChildRegister {

	/**
	 * How long a child may be unknown before it counts as a stray: it changes hands, or
	 * is given time to end by itself.
	 */
	static final Duration STRAY_GRACE = Duration.ofSeconds(15);

	private static final long INTERVAL = Duration.ofMillis(250).toNanos();

	private final Map<Child, Entry> entries = new LinkedHashMap<>();

	private @Nullable Long checkedAt;

	void add(Child child) {
		this.entries.putIfAbsent(child, new Entry());
	}

	boolean remove(Child child) {
		return this.entries.remove(child) != null;
	}

	boolean isEmpty() {
		return this.entries.isEmpty();
	}

	/**
	 * Check all children, no more often than four times a second.
	 * @param known whether a child is known to any part of the supervisor
	 * @param now the current time in nanoseconds
	 * @return the findings
	 */
	Findings check(Predicate<Child> known, long now) {
		if (this.checkedAt != null && now - this.checkedAt < INTERVAL) {
			return Findings.NONE;
		}
		this.checkedAt = now;
		List<Child> gone = new ArrayList<>();
		List<Child> strays = new ArrayList<>();
		this.entries.forEach((child, entry) -> {
			boolean ended = child.exit() != null;
			entry.goneSince = since(ended, entry.goneSince, now);
			entry.straySince = since(!ended && !known.test(child), entry.straySince, now);
			if (isOver(entry.goneSince, ProcessExit.REPORT_TIMEOUT, now)) {
				gone.add(child);
			}
			else if (isOver(entry.straySince, STRAY_GRACE, now)) {
				strays.add(child);
			}
		});
		return new Findings(gone, strays);
	}

	private static @Nullable Long since(boolean holds, @Nullable Long since, long now) {
		if (!holds) {
			return null;
		}
		return (since != null) ? since : Long.valueOf(now);
	}

	private static boolean isOver(@Nullable Long since, Duration limit, long now) {
		return since != null && now - since >= limit.toNanos();
	}

	/**
	 * The result of a check.
	 *
	 * @param gone children that have ended without a report
	 * @param strays living children that nobody knows
	 */
	record Findings(List<Child> gone, List<Child> strays) {

		static final Findings NONE = new Findings(List.of(), List.of());

	}

	/**
	 * The observations of a child.
	 */
	private static final class Entry {

		private @Nullable Long goneSince;

		private @Nullable Long straySince;

	}

}
