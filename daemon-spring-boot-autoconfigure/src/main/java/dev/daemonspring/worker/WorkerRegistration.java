package dev.daemonspring.worker;

import java.time.Duration;
import java.time.ZoneId;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.springframework.util.Assert;

/**
 * A registration that installs a worker in code, as {@code install()} of the original
 * library did, with the same checks as {@link Worker @Worker}. A bean of this type is
 * created in the daemon <em>and</em> in the worker process, but the worker itself only in
 * the worker process. Immutable.
 *
 * <pre class="code">
 * &#064;Bean
 * WorkerRegistration nightly() {
 *     return WorkerRegistration.of("nightly", NightlyWorker.class)
 *         .looptime(Duration.ofHours(24))
 *         .forever(true);
 * }
 * </pre>
 *
 * @since 0.1.0
 * @see Worker
 */
public final class WorkerRegistration {

	private final String name;

	private final Source source;

	private final WorkerTiming timing;

	private final @Nullable Boolean forever;

	private final @Nullable String process;

	private final @Nullable Integer instances;

	private final @Nullable Integer maxInstances;

	private final @Nullable Boolean cluster;

	private WorkerRegistration(String name, Source source) {
		this(name, source, WorkerTiming.NONE, null, null, null, null, null);
	}

	private WorkerRegistration(String name, Source source, WorkerTiming timing, @Nullable Boolean forever,
			@Nullable String process, @Nullable Integer instances, @Nullable Integer maxInstances,
			@Nullable Boolean cluster) {
		Assert.notNull(name, "'name' must not be null");
		this.name = name;
		this.source = source;
		this.timing = timing;
		this.forever = forever;
		this.process = process;
		this.instances = instances;
		this.maxInstances = maxInstances;
		this.cluster = cluster;
	}

	/**
	 * Install a class. At each start of the worker, the worker process creates an
	 * instance with its constructor's parameters injected. The class need not be a bean.
	 * @param name the worker's name
	 * @param type the worker's class
	 * @return a registration that leaves its rhythm and the forever switch to the
	 * configuration, by default a looptime of one second and not forever
	 */
	public static WorkerRegistration of(String name, Class<? extends WorkerLoop> type) {
		Assert.notNull(type, "'type' must not be null");
		return new WorkerRegistration(name, new OfType(type));
	}

	/**
	 * Install what a supplier returns. It is called once at each start of the worker, in
	 * the worker process.
	 * @param name the worker's name
	 * @param supplier the supplier of the worker
	 * @return a registration that leaves its rhythm and the forever switch to the
	 * configuration, by default a looptime of one second and not forever
	 */
	public static WorkerRegistration of(String name, Supplier<? extends WorkerLoop> supplier) {
		Assert.notNull(supplier, "'supplier' must not be null");
		return new WorkerRegistration(name, new OfSupplier(supplier));
	}

	/**
	 * Install a {@link WorkerLoop} bean by its name.
	 * @param name the worker's name
	 * @param beanName the name of the bean
	 * @return a registration that leaves its rhythm and the forever switch to the
	 * configuration, by default a looptime of one second and not forever
	 */
	public static WorkerRegistration ofBean(String name, String beanName) {
		Assert.hasText(beanName, "'beanName' must not be empty");
		return new WorkerRegistration(name, new OfBean(beanName));
	}

	/**
	 * Return this registration with the given looptime.
	 * @param looptime the time from the start of one iteration to the start of the next,
	 * zero for no pause; a negative one stops the application at startup
	 * @return a new registration
	 * @see Worker#looptime()
	 */
	public WorkerRegistration looptime(Duration looptime) {
		Assert.notNull(looptime, "'looptime' must not be null");
		return with(this.timing.looptime(looptime));
	}

	/**
	 * Return this registration with the given delay, in place of a looptime.
	 * @param delay the time from the end of one iteration to the start of the next
	 * @return a new registration
	 * @see Worker#delay()
	 */
	public WorkerRegistration delay(Duration delay) {
		Assert.notNull(delay, "'delay' must not be null");
		return with(this.timing.delay(delay));
	}

	/**
	 * Return this registration with the given cron expression, in place of a looptime.
	 * @param cron the expression
	 * @return a new registration
	 * @see Worker#cron()
	 */
	public WorkerRegistration cron(String cron) {
		Assert.hasText(cron, "'cron' must not be empty");
		return with(this.timing.cron(cron));
	}

	/**
	 * Return this registration with the given time zone of its cron expression.
	 * @param zone the zone
	 * @return a new registration
	 * @see Worker#zone()
	 */
	public WorkerRegistration zone(ZoneId zone) {
		Assert.notNull(zone, "'zone' must not be null");
		return with(this.timing.zone(zone.getId()));
	}

	/**
	 * Return this registration for a worker that runs a single iteration, in place of a
	 * looptime.
	 * @return a new registration
	 * @see Worker#once()
	 */
	public WorkerRegistration once() {
		return with(this.timing.once(true));
	}

	/**
	 * Return this registration with what happens after a missed tick.
	 * @param missed what happens
	 * @return a new registration
	 * @see Worker#missed()
	 */
	public WorkerRegistration missed(MissedTick missed) {
		Assert.notNull(missed, "'missed' must not be null");
		return with(this.timing.missed(missed));
	}

	/**
	 * Return this registration with the given jitter.
	 * @param jitter the longest time by which the start of an iteration is put off
	 * @return a new registration
	 * @see Worker#jitter()
	 */
	public WorkerRegistration jitter(Duration jitter) {
		Assert.notNull(jitter, "'jitter' must not be null");
		return with(this.timing.jitter(jitter));
	}

	/**
	 * Return this registration with the given start deadline.
	 * @param startDeadline the age from which on a missed tick is not made up for
	 * @return a new registration
	 * @see Worker#startDeadline()
	 */
	public WorkerRegistration startDeadline(Duration startDeadline) {
		Assert.notNull(startDeadline, "'startDeadline' must not be null");
		return with(this.timing.startDeadline(startDeadline));
	}

	private WorkerRegistration with(WorkerTiming other) {
		return new WorkerRegistration(this.name, this.source, other, this.forever, this.process, this.instances,
				this.maxInstances, this.cluster);
	}

	/**
	 * Return this registration with the given forever switch.
	 * @param forever whether to restart the worker when it goes down
	 * @return a new registration
	 * @see Worker#forever()
	 */
	public WorkerRegistration forever(boolean forever) {
		return new WorkerRegistration(this.name, this.source, this.timing, forever, this.process, this.instances,
				this.maxInstances, this.cluster);
	}

	/**
	 * Return this registration with the given process, which the worker shares with all
	 * others that name it.
	 * @param process the name of the process
	 * @return a new registration
	 * @see Worker#process()
	 */
	public WorkerRegistration process(String process) {
		Assert.hasText(process, "'process' must not be empty");
		return new WorkerRegistration(this.name, this.source, this.timing, this.forever, process, this.instances,
				this.maxInstances, this.cluster);
	}

	/**
	 * Return this registration with the given number of instances.
	 * @param instances how many instances of the worker there are
	 * @return a new registration
	 * @see Worker#instances()
	 */
	public WorkerRegistration instances(int instances) {
		return new WorkerRegistration(this.name, this.source, this.timing, this.forever, this.process, instances,
				this.maxInstances, this.cluster);
	}

	/**
	 * Return this registration with the given largest number of instances.
	 * @param maxInstances how many instances of the worker there can be
	 * @return a new registration
	 * @see Worker#maxInstances()
	 */
	public WorkerRegistration maxInstances(int maxInstances) {
		return new WorkerRegistration(this.name, this.source, this.timing, this.forever, this.process, this.instances,
				maxInstances, this.cluster);
	}

	/**
	 * Return this registration with whether the replicas of the application share the
	 * worker.
	 * @param cluster whether only one replica runs the worker
	 * @return a new registration
	 * @see Worker#cluster()
	 */
	public WorkerRegistration cluster(boolean cluster) {
		return new WorkerRegistration(this.name, this.source, this.timing, this.forever, this.process, this.instances,
				this.maxInstances, cluster);
	}

	/**
	 * Return the worker's name.
	 * @return the name
	 */
	public String name() {
		return this.name;
	}

	/**
	 * Return the looptime.
	 * @return the looptime, or {@code null} if none was given
	 */
	public @Nullable Duration looptime() {
		return this.timing.looptime();
	}

	/**
	 * Return when the worker iterates.
	 * @return what was given of it
	 */
	public WorkerTiming timing() {
		return this.timing;
	}

	/**
	 * Return whether the worker is restarted when it goes down.
	 * @return whether the worker is forever, or {@code null} when that is left to the
	 * configuration
	 */
	public @Nullable Boolean forever() {
		return this.forever;
	}

	/**
	 * Return the name of the process that the worker shares.
	 * @return the name of the process, or {@code null} if it is left to the configuration
	 */
	public @Nullable String process() {
		return this.process;
	}

	/**
	 * Return how many instances of the worker there are.
	 * @return the number, or {@code null} if it is left to the configuration
	 */
	public @Nullable Integer instances() {
		return this.instances;
	}

	/**
	 * Return how many instances of the worker there can be.
	 * @return the number, or {@code null} if it is left to the configuration
	 */
	public @Nullable Integer maxInstances() {
		return this.maxInstances;
	}

	/**
	 * Return whether only one replica of the application runs the worker.
	 * @return whether the replicas share the worker, or {@code null} if it is left to the
	 * configuration
	 */
	public @Nullable Boolean cluster() {
		return this.cluster;
	}

	/**
	 * Return where the worker comes from.
	 * @return the source
	 */
	public Source source() {
		return this.source;
	}

	@Override
	public String toString() {
		return "WorkerRegistration[name='" + this.name + "', source=" + this.source + "]";
	}

	/**
	 * Where the worker of a registration comes from.
	 */
	public sealed interface Source {

		/**
		 * Return the worker's class, if it is known without creating the worker.
		 * @return the class, or {@code null} if it is not known
		 */
		default @Nullable Class<?> type() {
			return null;
		}

	}

	/**
	 * A class to be instantiated.
	 *
	 * @param type the class
	 */
	public record OfType(Class<? extends WorkerLoop> type) implements Source {
	}

	/**
	 * A supplier to be called.
	 *
	 * @param supplier the supplier
	 */
	public record OfSupplier(Supplier<? extends WorkerLoop> supplier) implements Source {
	}

	/**
	 * A bean to be looked up.
	 *
	 * @param beanName the name of the bean
	 */
	public record OfBean(String beanName) implements Source {
	}

}
