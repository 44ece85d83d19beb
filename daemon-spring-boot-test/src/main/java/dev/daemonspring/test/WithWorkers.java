package dev.daemonspring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Annotation for a test class that runs workers, which tests otherwise do not. By default
 * the workers run on threads in the test's own application context, so that they use its
 * mocks, and iterate only when the {@link WorkerTester} tells them to. The tester is a
 * bean of the context.
 * <p>
 * Takes precedence over {@code daemon.isolation}. Tests whose annotations differ don't
 * share a context.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface WithWorkers {

	/**
	 * The names of the workers that start with the application. The others are STOPPED
	 * until they are started. Defaults to all workers.
	 * @return the names
	 */
	String[] value() default {};

	/**
	 * What separates the workers from the test. Defaults to a thread for each worker.
	 * @return the isolation
	 */
	Isolation isolation() default Isolation.THREAD;

	/**
	 * What makes workers on threads iterate. Workers in processes always loop. Defaults
	 * to the tester alone.
	 * @return the mode
	 */
	Mode mode() default Mode.DRIVEN;

	/**
	 * What separates workers from the test.
	 */
	enum Isolation {

		/**
		 * A thread for each worker, in the context of the test and with its mocks.
		 */
		THREAD,

		/**
		 * Processes of their own, which start the application again, without the mocks.
		 */
		PROCESS

	}

	/**
	 * What makes workers on threads iterate.
	 */
	enum Mode {

		/**
		 * The tester alone; looptimes, delays and cron expressions are ignored.
		 */
		DRIVEN,

		/**
		 * The looptimes, delays and cron expressions of the workers, as outside tests.
		 */
		LOOPING,

		/**
		 * The same, but by a clock that stands still until the tester moves it.
		 */
		CLOCK

	}

}
