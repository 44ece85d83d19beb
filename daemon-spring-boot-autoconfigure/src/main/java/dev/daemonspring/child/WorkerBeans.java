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
import dev.daemonspring.protocol.Assignment;

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
	 * Create the assigned worker and run it to its end, on this thread.
	 * @param assignment the assignment of the worker
	 * @param runner the runner of the worker
	 * @return how it ended
	 */
	WorkerEnding run(Assignment assignment, WorkerRunner runner) {
		this.workerContext.enter(runner.context());
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

	/**
	 * One at a time, to know which singletons were created with which worker.
	 */
	private synchronized WorkerInstance create(Assignment assignment) {
		Set<String> before = new LinkedHashSet<>(Arrays.asList(this.context.getBeanFactory().getSingletonNames()));
		this.label.set(assignment.label(), this.context.getEnvironment());
		this.reduced.admit(assignment.worker(), assignment.context());
		WorkerInstance instance = new WorkerInstanceFactory(this.context).create(assignment);
		completeSingletons(before);
		this.reduced.start();
		logLeftOut(assignment);
		this.created = true;
		return instance;
	}

	/**
	 * At INFO only once, not at every restart.
	 */
	private void logLeftOut(Assignment assignment) {
		String leftOut = this.reduced.takeLeftOut(assignment.worker());
		if (!leftOut.isEmpty() && assignment.incarnation() == 1) {
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

}
