package dev.daemonspring.worker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.core.annotation.AliasFor;

/**
 * Marks a method of a worker that operators can call, as {@code <worker>.<command>} or
 * with {@code worker.send}. Unless it is {@link #concurrent() concurrent}, it runs on the
 * loop's own thread between two iterations, also while the worker is paused. Parameters
 * and result are JSON values; parameters are passed by position or by name. An exception
 * is reported to the caller and does not bring the worker down.
 * <p>
 * The method may have any visibility. It is called through the worker's proxy, if there
 * is one. A method that the proxy can't intercept (it is private or final, or the proxy
 * implements only interfaces that don't declare it) is called on the worker itself; if
 * that would bypass a transaction or an aspect around the method, the worker does not
 * spin up.
 * <p>
 * A static method, an invalid name, or two commands of the same name stop the application
 * at startup. If the worker's declared type does not show the method (such as
 * {@code WorkerLoop} on a {@code @Bean} method), the worker fails to spin up instead.
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
	 * The command's name. Must match the same pattern as a worker's name, and be unique
	 * within the worker. Defaults to the name of the method.
	 * @return the command's name
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * One line that describes what the command does, shown by {@code system.methodHelp}
	 * and in the OpenRPC document.
	 * @return the description
	 */
	String description() default "";

	/**
	 * Whether the command runs at once, on a thread of its own beside the loop, instead
	 * of between two iterations. Such a method must be thread-safe, and works even while
	 * an iteration hangs. Defaults to {@code false}.
	 * @return whether the command runs beside the loop
	 */
	boolean concurrent() default false;

}
