package dev.daemonspring.supervisor;

import java.util.Map;
import java.util.function.Function;

/**
 * Surrounds commands that the daemon sends to workers, as a bean, and gives them headers
 * that travel with them. Thread-safe.
 */
@FunctionalInterface
public interface CommandInterceptor {

	/**
	 * Send a command.
	 * @param worker the worker's name
	 * @param command the command's name
	 * @param sending sends the command with the given headers, and returns its result as
	 * JSON
	 * @return the result as JSON
	 */
	String send(String worker, String command, Function<Map<String, String>, String> sending);

}
