package dev.daemonspring.worker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;

import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * Marks a {@link WorkerLoop} bean that runs, and keeps running, in a supervised process
 * of its own. On a class it is a stereotype, found by component scanning; on a
 * {@code @Bean} method it makes a worker of what the method returns, so that one class
 * can be installed under two names and a lambda can be a worker.
 * <p>
 * In the daemon the bean is never instantiated: it lives in its worker process. Every
 * attribute can be overridden by {@code daemon.workers.<name>.*}.
 *
 * @since 0.1.0
 * @see WorkerLoop
 * @see WorkerRegistration
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface Worker {

	/**
	 * Alias for {@link #name()}.
	 * @return the worker's name
	 */
	@AliasFor("name")
	String value() default "";

	/**
	 * The worker's name, by which operators and configuration know it. Matches
	 * {@code [A-Za-z0-9][A-Za-z0-9._-]{0,62}}; another one, or one that two workers
	 * share, stops the application at startup. Defaults to the name of the bean.
	 * @return the worker's name
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * Time from the start of one iteration to the start of the next, in
	 * {@link #timeUnit()}. An iteration that overruns it is followed by the next one at
	 * once; {@code 0} means without pause. A negative one stops the application at
	 * startup. Defaults to 1.
	 * @return the looptime
	 */
	long looptime() default 1;

	/**
	 * Unit of the {@link #looptime()}. Defaults to seconds.
	 * @return the unit
	 */
	TimeUnit timeUnit() default TimeUnit.SECONDS;

	/**
	 * What happens when the worker goes down (it throws, exits, is killed): {@code true}
	 * has it restarted, for ever; {@code false}, the default, has the daemon spin down
	 * every worker, close its context and exit with a code other than zero.
	 * @return whether to restart the worker
	 */
	boolean forever() default false;

	/**
	 * Name of a process that the worker shares with all others that name it, each on a
	 * thread of its own. Such workers are started, stopped and restarted one by one, but
	 * a crash, a stall or a killing of the process is one of all that are in it. Matches
	 * {@code [A-Za-z0-9][A-Za-z0-9._-]{0,62}}; another one stops the application at
	 * startup. Defaults to a process of the worker's own.
	 * @return the name of the process, or an empty text
	 */
	String process() default "";

}
