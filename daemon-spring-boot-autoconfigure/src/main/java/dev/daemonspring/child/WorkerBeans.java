package dev.daemonspring.child;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.child.context.ReducedApplicationContext;
import dev.daemonspring.child.rehearsal.Rehearsable;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.InstanceName;

/**
 * The application's context in a worker process, reduced to the worker and what its bean
 * depends on.
 */
final class WorkerBeans {

	private static final Log logger = LogFactory.getLog(WorkerBeans.class);

	private final ConfigurableApplicationContext context;

	private final ProcessContext workerContext = new ProcessContext();

	private final ReducedApplicationContext reduced;

	private final ProcessLabel label = new ProcessLabel();

	private @Nullable PreparedWorker prepared;

	private volatile boolean created;

	WorkerBeans(ConfigurableApplicationContext context) {
		this.context = context;
		this.reduced = (ReducedApplicationContext) context;
	}

	/**
	 * Refresh the context, which completes its bean definitions but creates hardly any
	 * beans.
	 */
	void refresh() {
		this.context.getBeanFactory().registerSingleton("workerContext", this.workerContext);
		this.context.getBeanFactory().registerSingleton("dev.daemonspring.processLabel", this.label);
		this.context.refresh();
	}

	/**
	 * Create a worker on this thread, and start nothing: {@link #run} is to follow when
	 * the process is assigned the worker.
	 * @param reserved what will be the assignment of the worker
	 * @param runner stands for the runner of the worker until then
	 */
	void prepare(Assignment reserved, WorkerRunner runner) {
		this.reduced.hold();
		this.workerContext.enter(runner.context());
		WorkerInstance instance = instantiate(reserved);
		this.prepared = new PreparedWorker(instance, runner, singletons());
		Rehearsable.rehearse(instance.observer());
		prepareCommands(instance.commands());
	}

	private static void prepareCommands(CommandExecutor commands) {
		try {
			commands.prepare();
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The commands could not be prepared, and the first will take longer or tell why", ex);
		}
	}

	/**
	 * Create the assigned worker, unless it is prepared, and run it to its end, on this
	 * thread.
	 * @param assignment the assignment of the worker
	 * @param runner the runner of the worker
	 * @return how it ended
	 */
	WorkerEnding run(Assignment assignment, WorkerRunner runner) {
		this.workerContext.enter(runner.context());
		PreparedWorker ahead = this.prepared;
		if (ahead != null) {
			runner.adopt(ahead.runner());
			this.workerContext.leave(ahead.runner().context());
		}
		return runner.run(() -> create(assignment));
	}

	/**
	 * Destroy the bean of a worker that has left, so that its next incarnation starts
	 * afresh.
	 * @param assignment the assignment of the worker
	 * @param runner the runner that ran it
	 */
	void destroy(Assignment assignment, WorkerRunner runner) {
		try {
			new WorkerInstanceFactory(this.context).destroy(assignment);
		}
		finally {
			this.workerContext.leave(runner.context());
		}
	}

	private synchronized WorkerInstance create(Assignment assignment) {
		PreparedWorker ahead = this.prepared;
		this.prepared = null;
		WorkerInstance instance = (ahead != null) ? ahead.instance() : instantiate(assignment);
		if (ahead != null) {
			completeSingletons(ahead.completed());
		}
		this.reduced.start();
		logLeftOut(assignment);
		this.created = true;
		return instance;
	}

	/**
	 * One at a time, to know which singletons were created with which worker.
	 */
	private synchronized WorkerInstance instantiate(Assignment assignment) {
		Set<String> before = singletons();
		this.label.set(assignment.label(), this.context.getEnvironment());
		this.reduced.admit(assignment.worker(), assignment.context());
		WorkerInstance instance = new WorkerInstanceFactory(this.context).create(assignment);
		completeSingletons(before);
		return instance;
	}

	private Set<String> singletons() {
		return new LinkedHashSet<>(Arrays.asList(this.context.getBeanFactory().getSingletonNames()));
	}

	/**
	 * At INFO only once, not at every restart, nor for each instance.
	 */
	private void logLeftOut(Assignment assignment) {
		InstanceName name = InstanceName.of(assignment.worker());
		String leftOut = this.reduced.takeLeftOut(name.worker());
		boolean first = assignment.incarnation() == 1 && (name.index() == null || name.index() == 0);
		if (!leftOut.isEmpty() && first) {
			logger.info(leftOut);
		}
		else if (!leftOut.isEmpty()) {
			logger.debug(leftOut);
		}
	}

	/**
	 * Return what tells the meters of this process. It is created with the first call
	 * that follows the creation of a worker, so that a worker never waits for its meters.
	 * @return the meters, or {@code null} if there is no worker yet, or nothing is
	 * measured
	 */
	@Nullable MeterSource meters() {
		return this.created ? this.context.getBeanProvider(MeterSource.class).getIfAvailable() : null;
	}

	/**
	 * Complete the singletons that did not exist yet when the context completed its own.
	 */
	private void completeSingletons(Set<String> before) {
		ConfigurableListableBeanFactory beanFactory = this.context.getBeanFactory();
		if (beanFactory.getSingletonCount() == before.size()) {
			return;
		}
		for (String name : beanFactory.getSingletonNames()) {
			if (!before.contains(name)
					&& beanFactory.getSingleton(name) instanceof SmartInitializingSingleton singleton) {
				singleton.afterSingletonsInstantiated();
			}
		}
	}

	/**
	 * Stop the lifecycle beans that were started and destroy what was created.
	 */
	void close() {
		ApplicationContext closing = this.context;
		while (closing instanceof ConfigurableApplicationContext closeable) {
			try {
				closeable.close();
			}
			catch (RuntimeException ex) {
				logger.warn("The context of the worker process did not close cleanly", ex);
			}
			closing = closeable.getParent();
		}
	}

	/**
	 * A worker that was created before it was assigned.
	 *
	 * @param instance the worker
	 * @param runner the runner whose context it was created with
	 * @param completed the singletons that need not be completed any more
	 */
	private record PreparedWorker(WorkerInstance instance, WorkerRunner runner, Set<String> completed) {

	}

}
