package dev.daemonspring.supervisor;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Is told of commands that the daemon has sent to workers, as a bean. Called on the
 * caller's thread, which waits for it.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface CommandListener {

	/**
	 * A command has a result, or is known to have none.
	 * @param worker the worker's name
	 * @param command the command's name, which may be unknown to the worker
	 * @param failure why there is no result, or {@code null} if there is one
	 * @param duration how long the caller has waited
	 */
	void completed(String worker, String command, CommandException.@Nullable Reason failure, Duration duration);

}
