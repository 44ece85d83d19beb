package dev.daemonspring.worker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method of a worker that operators can call, as {@code <worker>.<command>} or
 * with {@code worker.send}. It runs on the loop's own thread, between two iterations,
 * also while the worker is paused. Parameters and result are JSON values, parameters by
 * position or by name. An exception is reported to the caller and does not bring the
 * worker down.
 * <p>
 * The method may have any visibility. It is called through the worker's proxy where it
 * has one; one that the proxy can't pass on (it is private or final, or the proxy is one
 * of interfaces that don't declare it) is called on the worker itself, and the worker
 * does not spin up when a transaction or an aspect around the method would be left out by
 * that. A static method stops the application at startup.
 *
 * @since 0.1.0
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface WorkerCommand {

	/**
	 * Alias for {@link #name()}.
	 * @return the command's name
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The command's name. Matches the same pattern as a worker's; defaults to the name of
	 * the method. Another name, and two commands of one name, stop the application at
	 * startup.
	 * @return the command's name
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * One line that says what the command does, shown by {@code system.methodHelp} and in
	 * the OpenRPC document.
	 * @return the description
	 */
	String description() default "";

	/**
	 * Whether the command runs at once, on a thread of its own while the loop works, in
	 * place of between two iterations. Such a method must be thread-safe; it answers also
	 * while an iteration hangs. Defaults to {@code false}.
	 * @return whether the command runs beside the loop
	 */
	boolean concurrent() default false;

}
