package dev.daemonspring.host;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a JVM does when its heap is exhausted, as its options have it.
 */
public final class HeapExhaustion {

	private static final String EXIT = "ExitOnOutOfMemoryError";

	private static final String CRASH = "CrashOnOutOfMemoryError";

	private static final String COMMAND = "-XX:OnOutOfMemoryError=";

	private static final String ADVICE = "This JVM goes on when its heap is exhausted, in whatever state that leaves the"
			+ " application. Start it with '-XX:+ExitOnOutOfMemoryError' to have it end instead, so that what supervises"
			+ " it (systemd, Kubernetes) starts it again. Its worker processes are started so already.";

	private HeapExhaustion() {
	}

	/**
	 * Return what to advise the operator of a daemon.
	 * @param options the options that its JVM was started with, of which the last one
	 * wins
	 * @return the advice, or {@code null} when the JVM does not just go on
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
