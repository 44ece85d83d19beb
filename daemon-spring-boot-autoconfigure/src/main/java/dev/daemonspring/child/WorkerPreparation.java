package dev.daemonspring.child;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;
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

	private final List<String> registered;

	private final BooleanSupplier ended;

	/**
	 * Create a preparation.
	 * @param context the application's context, refreshed
	 * @param registered the names of classes of workers that no bean definition tells
	 * @param ended whether the rehearsal was ended early
	 */
	WorkerPreparation(ConfigurableApplicationContext context, List<String> registered, BooleanSupplier ended) {
		this.context = context;
		this.registered = registered;
		this.ended = ended;
	}

	void run() {
		DefaultListableBeanFactory beanFactory = (DefaultListableBeanFactory) this.context.getBeanFactory();
		BeanPreparation preparation = new BeanPreparation(beanFactory, this.ended);
		preparation.create(new StandbyBean(JsonMapper.class));
		preparation.createStandbyBeans(this.context);
		preparation.prepare(WorkObserver.class);
		List<Class<?>> workers = new ArrayList<>(preparation.prepare(WorkerLoop.class));
		for (String name : this.registered) {
			Class<?> worker = load(name);
			if (worker != null) {
				preparation.prepareClass(worker);
				workers.add(worker);
			}
		}
		for (Class<?> worker : workers) {
			try {
				prepareCommands(worker);
			}
			catch (RuntimeException | LinkageError ex) {
				logger.debug("The commands of %s could not be prepared; its start will tell why".formatted(worker), ex);
			}
		}
	}

	private @Nullable Class<?> load(String name) {
		try {
			return ClassUtils.forName(name, this.context.getClassLoader());
		}
		catch (ClassNotFoundException | LinkageError ex) {
			logger.debug("%s could not be prepared; the start of its worker will tell why".formatted(name), ex);
			return null;
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
