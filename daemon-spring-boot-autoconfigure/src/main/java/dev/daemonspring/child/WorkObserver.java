package dev.daemonspring.child;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.rehearsal.Rehearsable;

/**
 * Surrounds the work of workers, as a bean. What the work throws passes through. Called
 * on the thread that does the work.
 */
public interface WorkObserver extends Rehearsable {

	/**
	 * Return whether there is anybody to tell. If not, the work is not surrounded and
	 * costs nothing more.
	 * @return whether to be called
	 */
	boolean isActive();

	/**
	 * Surround an iteration.
	 * @param worker the worker's name
	 * @param type the class of the worker
	 * @param iteration the iteration
	 * @throws Exception what the iteration throws
	 */
	void iteration(String worker, Class<?> type, Work iteration) throws Exception;

	/**
	 * Surround a command.
	 * @param worker the worker's name
	 * @param command the command's name
	 * @param method the method that is called
	 * @param headers what travelled with the command
	 * @param call the call
	 * @return what the call returns
	 * @throws Exception what the call throws
	 */
	@Nullable Object command(String worker, String command, Method method, Map<String, String> headers,
			Callable<@Nullable Object> call) throws Exception;

	/**
	 * Do what is done around work, for none.
	 */
	@Override
	default void rehearse() throws Exception {
	}

	/**
	 * An iteration.
	 */
	@FunctionalInterface
	interface Work {

		void run() throws Exception;

	}

}
