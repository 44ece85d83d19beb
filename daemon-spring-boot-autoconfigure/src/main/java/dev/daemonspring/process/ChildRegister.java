package dev.daemonspring.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

/**
 * All children whose end was not told yet: what the operating system says of them is a
 * second source of exits, and one that nobody knows is found here. Belongs to the
 * supervisor's thread; all times are nanoseconds of its clock.
 */
final class ChildRegister {

	/**
	 * Everybody who knows a child may change in a moment; then the child is let end by
	 * itself.
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
	 * @param known whether somebody knows a child
	 * @param now the current time in nanoseconds
	 * @return what was found
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
	 * What a check has found.
	 *
	 * @param gone children that have ended, though nobody told
	 * @param strays children that nobody knows
	 */
	record Findings(List<Child> gone, List<Child> strays) {

		static final Findings NONE = new Findings(List.of(), List.of());

	}

	/**
	 * What is known of a child.
	 */
	private static final class Entry {

		private @Nullable Long goneSince;

		private @Nullable Long straySince;

	}

}
