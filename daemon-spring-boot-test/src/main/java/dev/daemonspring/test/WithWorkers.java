package dev.daemonspring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Has a test run workers, which no test does otherwise. By default they live on threads
 * of the test's own application context, so that they use its mocks, and iterate only
 * when the {@link WorkerTester} has them iterate. The tester is a bean of the context.
 * <p>
 * Wins over {@code daemon.isolation}. Tests that differ in it don't share a context.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
public @interface WithWorkers {

	/**
	 * The names of the workers that start with the application; all when empty. The
	 * others are stopped until they are started.
	 * @return the names
	 */
	String[] value() default {};

	/**
	 * What separates the workers from the test. Defaults to a thread each.
	 * @return the isolation
	 */
	Isolation isolation() default Isolation.THREAD;

	/**
	 * What has workers on threads iterate. Those in processes always loop. Defaults to
	 * the tester alone.
	 * @return the mode
	 */
	Mode mode() default Mode.DRIVEN;

	/**
	 * What separates workers from the test.
	 */
	enum Isolation {

		/**
		 * A thread each, in the context of the test and with its mocks.
		 */
		THREAD,

		/**
		 * A process each, which starts the application again, without the mocks.
		 */
		PROCESS

	}

	/**
	 * What has workers on threads iterate.
	 */
	enum Mode {

		/**
		 * The tester alone; looptimes don't count.
		 */
		DRIVEN,

		/**
		 * Their looptimes, as outside of tests.
		 */
		LOOPING

	}

}
