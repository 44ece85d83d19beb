package dev.daemonspring.child;

import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.TypeFactory;

import dev.daemonspring.child.CommandMethods.CommandMethod;
import dev.daemonspring.child.CommandMethods.CommandParameter;
import dev.daemonspring.child.rehearsal.BeanPreparation;
import dev.daemonspring.child.rehearsal.StandbyBean;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Prepares the workers that a standby may become, as far as that is possible without
 * creating one: what their beans need, and their commands.
 */
final class WorkerPreparation {

	private static final Log logger = LogFactory.getLog(WorkerPreparation.class);

	private final ConfigurableApplicationContext context;

	private final BooleanSupplier ended;

	/**
	 * Create a preparation.
	 * @param context the application's context, refreshed
	 * @param ended whether the rehearsal was ended early
	 */
	WorkerPreparation(ConfigurableApplicationContext context, BooleanSupplier ended) {
		this.context = context;
		this.ended = ended;
	}

	void run() {
		DefaultListableBeanFactory beanFactory = (DefaultListableBeanFactory) this.context.getBeanFactory();
		BeanPreparation preparation = new BeanPreparation(beanFactory, this.ended);
		preparation.create(new StandbyBean(JsonMapper.class));
		preparation.createStandbyBeans(this.context);
		preparation.prepare(WorkObserver.class);
		for (Class<?> worker : preparation.prepare(WorkerLoop.class)) {
			try {
				prepareCommands(worker);
			}
			catch (RuntimeException | LinkageError ex) {
				logger.debug("The commands of %s could not be prepared; its start will tell why".formatted(worker), ex);
			}
		}
	}

	private static void prepareCommands(Class<?> worker) {
		TypeFactory types = TypeFactory.createDefaultInstance();
		for (CommandMethod command : CommandMethods.of(worker).all()) {
			for (CommandParameter parameter : command.parameters()) {
				types.constructType(parameter.type());
			}
		}
	}

}
