package dev.daemonspring.supervisor;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ReflectionUtils;

import dev.daemonspring.child.CommandMethods;
import dev.daemonspring.child.Names;
import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.protocol.InstanceName;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerTiming;

/**
 * A worker as its author declared it, checked, before the configuration is applied.
 *
 * @param name the worker's name
 * @param beanName the name of the bean that is the worker or registers it
 * @param type the worker's declared type, or {@code null} if it is not known
 * @param timing what is declared of when the worker iterates
 * @param forever the declared forever switch, or {@code null} if left at its default
 * @param process the declared process that the worker shares, or {@code null}
 * @param instances the declared number of instances, or {@code null}
 * @param maxInstances the declared largest number of instances, or {@code null}
 * @param cluster whether the replicas are declared to share the worker, or {@code null}
 * if left at its default
 */
public record WorkerDefinition(String name, String beanName, @Nullable Class<?> type, WorkerTiming timing,
		@Nullable Boolean forever, @Nullable String process, @Nullable Integer instances,
		@Nullable Integer maxInstances, @Nullable Boolean cluster) {

	/**
	 * Create the definition of a worker that says nothing of a cluster.
	 * @param name the worker's name
	 * @param beanName the name of the bean that is the worker or registers it
	 * @param type the worker's declared type, or {@code null} if it is not known
	 * @param timing what is declared of when the worker iterates
	 * @param forever the declared forever switch, or {@code null}
	 * @param process the declared process that the worker shares, or {@code null}
	 * @param instances the declared number of instances, or {@code null}
	 * @param maxInstances the declared largest number of instances, or {@code null}
	 */
	public WorkerDefinition(String name, String beanName, @Nullable Class<?> type, WorkerTiming timing,
			@Nullable Boolean forever, @Nullable String process, @Nullable Integer instances,
			@Nullable Integer maxInstances) {
		this(name, beanName, type, timing, forever, process, instances, maxInstances, null);
	}

	/**
	 * Create a definition.
	 * @throws WorkerConfigurationException if the name, the timing, the process or the
	 * type is invalid
	 */
	public WorkerDefinition {
		if (!isName(name)) {
			throw new WorkerConfigurationException(
					"The worker of bean '%s' has the name '%s', which does not match '%s'.".formatted(beanName, name,
							Names.pattern()),
					"Give it a name of at most 63 letters, digits, dots, underscores and hyphens that begins with a"
							+ " letter or a digit, for example with @Worker(name = \"copy\").");
		}
		RhythmLayer.of(name, beanName, timing).check();
		if (process != null && !isName(process)) {
			throw new WorkerConfigurationException(
					"The worker '%s' (bean '%s') shares the process '%s', an invalid name.".formatted(name, beanName,
							process),
					"Name the process in its @Worker annotation or WorkerRegistration with at most 63 letters, digits,"
							+ " dots, underscores and hyphens that begin with a letter or a digit.");
		}
		InstanceSettings.check(name, beanName, instances, maxInstances);
		if (type != null && !WorkerLoop.class.isAssignableFrom(type)) {
			throw new WorkerConfigurationException(
					"The bean '%s' is annotated @Worker, but its type '%s' does not implement WorkerLoop."
						.formatted(beanName, type.getName()),
					"Implement dev.daemonspring.worker.WorkerLoop, or remove @Worker.");
		}
		if (type != null) {
			requireNotAsync(beanName, type);
		}
	}

	/**
	 * Create the definition of a worker whose instances are left to the configuration.
	 * @param name the worker's name
	 * @param beanName the name of the bean that is the worker or registers it
	 * @param type the worker's declared type, or {@code null} if it is not known
	 * @param timing what is declared of when the worker iterates
	 * @param forever the declared forever switch, or {@code null} if left at its default
	 * @param process the declared process that the worker shares, or {@code null}
	 */
	public WorkerDefinition(String name, String beanName, @Nullable Class<?> type, WorkerTiming timing,
			@Nullable Boolean forever, @Nullable String process) {
		this(name, beanName, type, timing, forever, process, null, null);
	}

	/**
	 * Return whether a text can be the name of a worker, of a process or of a command.
	 * @param name the text
	 * @return whether it can
	 */
	public static boolean isName(String name) {
		return Names.isName(name);
	}

	/**
	 * Return the name of the worker in the name of an instance.
	 * @param name the name of a worker or of an instance, or any other text
	 * @return the name without an index
	 */
	public static String workerOf(String name) {
		return InstanceName.of(name).worker();
	}

	/**
	 * Reject {@code @Async}: the method would return at once, and the next iteration
	 * would start while another thread still runs the previous one.
	 */
	private static void requireNotAsync(String beanName, Class<?> type) {
		boolean async = AnnotatedElementUtils.hasAnnotation(type, Async.class);
		for (String method : List.of("spinup", "loop", "spindown")) {
			Method found = ReflectionUtils.findMethod(type, method);
			async |= found != null && AnnotatedElementUtils.hasAnnotation(found, Async.class);
		}
		if (async) {
			throw new WorkerConfigurationException(
					"The worker of bean '%s' is @Async, in its type '%s' or a method of its loop.".formatted(beanName,
							type.getName()),
					"Remove @Async: a worker has a process of its own, and an iteration ends when its method returns.");
		}
	}

	/**
	 * Return what is declared of the worker's rhythm, as a layer of its configuration.
	 */
	RhythmLayer rhythm() {
		return RhythmLayer.of(this.name, this.beanName, this.timing);
	}

	/**
	 * Return whether a name in the configuration refers to this worker. Case, hyphens and
	 * underscores are ignored, because a name taken from an environment variable has lost
	 * them; dots are not.
	 * @param configured the name in the configuration
	 * @return whether it refers to this worker
	 */
	public boolean isMeantBy(String configured) {
		return uniform(this.name).equals(uniform(configured));
	}

	private static String uniform(String name) {
		return name.replaceAll("[^A-Za-z0-9.\\[\\]]", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Describe the commands of the worker.
	 * @return the commands in the order of their names, or {@code null} if the declared
	 * type does not show them
	 * @throws WorkerConfigurationException if one of them is declared incorrectly
	 */
	public @Nullable List<CommandDescription> commands() {
		if (this.type == null || this.type.isInterface()) {
			return null;
		}
		try {
			return CommandMethods.of(this.type).all().stream().map(CommandDescription::of).toList();
		}
		catch (IllegalArgumentException ex) {
			throw new WorkerConfigurationException("Worker '%s': %s.".formatted(this.name, ex.getMessage()),
					"Give each @WorkerCommand of the worker a valid name of its own, and put it on an instance method.");
		}
	}

}
