package dev.daemonspring.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The environment variables that are meant for the daemon's own process and that no
 * process which it starts inherits: options of its JVM, which would size a worker's,
 * whatever is configured for that, and the line to its service manager, on which a worker
 * would speak for the daemon.
 */
public final class WithheldVariables {

	/**
	 * Of these, {@code _JAVA_OPTIONS} beats the command line, and the others add to it.
	 */
	private static final List<String> OPTIONS = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

	private static final List<String> SERVICE_MANAGER = List.of("NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC");

	private static final List<String> AGENTS = List.of("-javaagent:", "-agentpath:", "-agentlib:");

	private WithheldVariables() {
	}

	/**
	 * Remove the variables.
	 * @param environment the environment of a process that is about to be started
	 */
	public static void removeFrom(Map<String, String> environment) {
		environment.keySet().removeAll(OPTIONS);
		environment.keySet().removeAll(SERVICE_MANAGER);
	}

	/**
	 * Return the agents that the daemon's JVM was given by one of the variables, and that
	 * worker processes therefore do not have.
	 * @param environment the daemon's environment
	 * @return for each agent its option, without what follows a {@code =}, which may be
	 * secret, and its variable
	 */
	public static List<Agent> agents(Map<String, String> environment) {
		List<Agent> agents = new ArrayList<>();
		for (String variable : OPTIONS) {
			for (String option : environment.getOrDefault(variable, "").split("\\s+")) {
				if (AGENTS.stream().anyMatch(option::startsWith)) {
					agents.add(new Agent(option.replaceFirst("=.*", ""), variable));
				}
			}
		}
		return agents;
	}

	/**
	 * An agent of the daemon's JVM.
	 *
	 * @param option the option that names it
	 * @param variable the variable that has the option
	 */
	public record Agent(String option, String variable) {
	}

}
