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
 * Marks a {@link WorkerLoop} bean that runs in a supervised process of its own. On a
 * class, the annotation is a stereotype that component scanning finds. On a {@code @Bean}
 * method, it makes the returned object a worker, so that one class can be installed under
 * two names and a lambda can be a worker.
 * <p>
 * The daemon does not instantiate the bean, unless {@code daemon.isolation} is
 * {@code thread}. All but the name can be overridden by {@code daemon.workers.<name>.*}.
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
	 * The worker's name, by which operators and configuration refer to it. Must match
	 * {@code [A-Za-z0-9][A-Za-z0-9._-]{0,62}}; an invalid name, or one that two workers
	 * share, stops the application at startup. Defaults to the name of the bean.
	 * @return the worker's name
	 */
	@AliasFor("value")
	String name() default "";

	/**
	 * Time from the start of one iteration to the start of the next, in
	 * {@link #timeUnit()}. If an iteration takes longer, the next one starts at once;
	 * {@code 0} means no pause between iterations. A negative looptime stops the
	 * application at startup. The default of one second gives way to
	 * {@code daemon.defaults.looptime}.
	 * @return the looptime
	 */
	long looptime() default 1;

	/**
	 * Time from the end of one iteration to the start of the next, in
	 * {@link #timeUnit()}, in place of a looptime. The default of {@code -1} means that
	 * there is none. A worker has at most one of looptime, delay, {@link #cron()} and
	 * {@link #once()}; two of them stop the application at startup.
	 * @return the delay
	 */
	long delay() default -1;

	/**
	 * Cron expression of Spring's {@code CronExpression}, in place of a looptime: six
	 * fields (second, minute, hour, day of month, month, day of week), or one of its
	 * macros such as {@code @daily}. An invalid expression, or one that never fires,
	 * stops the application at startup.
	 * @return the expression, or an empty string for none
	 */
	String cron() default "";

	/**
	 * Time zone of the {@link #cron()} expression, such as {@code Europe/Berlin}. An
	 * unknown zone stops the application at startup. Defaults to the time zone of the
	 * daemon.
	 * @return the zone, or an empty string
	 */
	String zone() default "";

	/**
	 * Whether to run a single iteration, in place of a looptime. The worker then spins
	 * down and is {@link WorkerState#DONE DONE}, until it is started again. An iteration
	 * that throws is a crash like any other.
	 * @return whether to run one iteration only
	 */
	boolean once() default false;

	/**
	 * What happens after a tick of the {@link #cron()} expression, or of the
	 * {@link #looptime()}, was missed. Ticks that are missed while the daemon does not
	 * run, or while the worker is stopped, are never made up for.
	 * @return what happens; by default one iteration makes up for all
	 */
	MissedTick missed() default MissedTick.ONCE;

	/**
	 * Longest time, in {@link #timeUnit()}, by which the start of an iteration is put off
	 * at random, so that many workers do not begin at the same moment. Defaults to none.
	 * @return the jitter
	 */
	long jitter() default 0;

	/**
	 * Age, in {@link #timeUnit()}, from which on a missed tick of the {@link #cron()}
	 * expression is not made up for any more. The default of {@code -1} means that there
	 * is no limit.
	 * @return the deadline
	 */
	long startDeadline() default -1;

	/**
	 * Unit of {@link #looptime()}, {@link #delay()}, {@link #jitter()} and
	 * {@link #startDeadline()}. Defaults to seconds.
	 * @return the unit
	 */
	TimeUnit timeUnit() default TimeUnit.SECONDS;

	/**
	 * Whether the worker is restarted when it goes down (it throws, exits or is killed).
	 * If {@code true}, it is restarted, without limit unless {@code restart.max-restarts}
	 * is set. If {@code false}, the daemon spins down all workers, closes its context and
	 * exits with a code other than zero, unless {@code daemon.on-worker-exit} is
	 * {@code ignore}, the default in tests. The default of {@code false} gives way to
	 * {@code daemon.defaults.forever}.
	 * @return whether to restart the worker
	 */
	boolean forever() default false;

	/**
	 * Name of a process that the worker shares with all other workers that name it, each
	 * on a thread of its own. Such workers are started, stopped and restarted one by one,
	 * but if the process crashes, stalls or is killed, all of them go down. Must match
	 * {@code [A-Za-z0-9][A-Za-z0-9._-]{0,62}}; another name stops the application at
	 * startup. By default the worker has a process of its own.
	 * @return the name of the process, or an empty string
	 */
	String process() default "";

	/**
	 * Number of instances of the worker, each in a process of its own with an
	 * {@link WorkerContext#index() index} of its own, which divide the work among them.
	 * Between 1 and 999; another number, or more than one together with a
	 * {@link #process()}, stops the application at startup. The default of {@code 1}
	 * gives way to {@code daemon.defaults.instances}.
	 * @return the number of instances
	 */
	int instances() default 1;

	/**
	 * Largest number of instances to which operators may scale the worker while it runs.
	 * It says that the worker can work beside itself. A smaller number than that of
	 * {@link #instances()} stops the application at startup. The default of {@code 0}
	 * stands for that number: the worker can be made fewer, but not more.
	 * @return the largest number of instances, or 0
	 */
	int maxInstances() default 0;

	/**
	 * Whether the replicas of the application share the worker: at most one process in
	 * all of them runs it, as long as that replica can renew its lease. If the lease
	 * ends, because its store does not answer or the daemon is frozen, the process is
	 * killed. Without a store of leases, such as a {@code LockProvider} of ShedLock, the
	 * application does not start. The default of {@code false} gives way to
	 * {@code daemon.defaults.cluster}.
	 * @return whether only one replica runs the worker
	 */
	boolean cluster() default false;

}
