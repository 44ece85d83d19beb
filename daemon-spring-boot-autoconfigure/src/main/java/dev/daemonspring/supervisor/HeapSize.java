package dev.daemonspring.supervisor;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.JvmCommand;
import dev.daemonspring.process.LaunchPlan;

/**
 * The largest heap that is configured for a worker process, by its {@code max-heap} or by
 * options of its JVM.
 */
final class HeapSize {

	/**
	 * The part of the memory that a JVM takes where nothing tells it a size.
	 */
	static final int DEFAULT_PART = 4;

	private static final Pattern SIZE = Pattern.compile("-(?:Xmx|XX:MaxHeapSize=)(\\d+)([kKmMgGtT]?)");

	private static final String UNITS = "kmgt";

	private HeapSize() {
	}

	/**
	 * Return the largest heap of a process in bytes.
	 * @param plan what the process is started with
	 * @param limit the memory that there is
	 * @return the size, or nothing if the process has no size of its own. Where options
	 * size it in another way than by a number, the JVM's default stands for it.
	 */
	static OptionalLong of(LaunchPlan plan, long limit) {
		OptionalLong byOption = byOption(plan.jvmArgs());
		if (byOption.isPresent()) {
			return byOption;
		}
		DataSize maxHeap = plan.maxHeap();
		if (maxHeap != null) {
			return OptionalLong.of(maxHeap.toBytes());
		}
		boolean sized = plan.jvmArgs().stream().anyMatch(JvmCommand::sizesHeap);
		return sized ? OptionalLong.of(limit / DEFAULT_PART) : OptionalLong.empty();
	}

	/**
	 * The last option wins, also over the {@code max-heap}.
	 */
	private static OptionalLong byOption(List<String> jvmArgs) {
		OptionalLong size = OptionalLong.empty();
		for (String option : jvmArgs) {
			Matcher matcher = SIZE.matcher(option);
			if (matcher.matches() && matcher.group(1).length() < 16) {
				int unit = matcher.group(2).isEmpty() ? 0
						: UNITS.indexOf(matcher.group(2).toLowerCase(Locale.ROOT)) + 1;
				size = OptionalLong.of(Long.parseLong(matcher.group(1)) << (10 * unit));
			}
		}
		return size;
	}

}
