package dev.daemonspring.host;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The behavior of a JVM when its heap is exhausted, as determined by its options.
 */
public final class HeapExhaustion {

	private static final String EXIT = "ExitOnOutOfMemoryError";

	private static final String CRASH = "CrashOnOutOfMemoryError";

	private static final String COMMAND = "-XX:OnOutOfMemoryError=";

	private static final String ADVICE = "This JVM keeps running when its heap is exhausted, which may leave the"
			+ " application in an inconsistent state. Start it with '-XX:+ExitOnOutOfMemoryError' to make it exit"
			+ " instead, so that its own supervisor (systemd, Kubernetes) restarts it. Its worker processes already"
			+ " use that option.";

	private HeapExhaustion() {
	}

	/**
	 * Return advice for the operator of a daemon.
	 * @param options the options that the daemon's JVM was started with; a later one
	 * overrides an earlier one
	 * @return the advice, or {@code null} if the JVM reacts to an exhausted heap
	 */
	public static @Nullable String advice(List<String> options) {
		return (isOn(EXIT, options) || isOn(CRASH, options) || runsCommand(options)) ? null : ADVICE;
	}

	private static boolean isOn(String flag, List<String> options) {
		return options.lastIndexOf("-XX:+" + flag) > options.lastIndexOf("-XX:-" + flag);
	}

	private static boolean runsCommand(List<String> options) {
		return options.stream().anyMatch((option) -> option.startsWith(COMMAND) && option.length() > COMMAND.length());
	}

}
