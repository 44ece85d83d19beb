package dev.daemonspring.supervisor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.core.env.ConfigurableEnvironment;

import dev.daemonspring.worker.WorkerRegistration;

/**
 * A listener that warns of workers that are not run: those of an application context
 * without the daemon's auto-configuration, which may be a parent or a child of the one
 * that has it. It is notified of every context that a {@code SpringApplication} creates,
 * and of the children of those contexts.
 */
class StrayWorkersListener implements ApplicationListener<ContextRefreshedEvent> {

	private static final Log logger = LogFactory.getLog(StrayWorkersListener.class);

	private static final String TEST_PROPERTIES = "Inlined Test Properties";

	/**
	 * The contexts that were checked: an event also reaches the listeners of a context's
	 * parents.
	 */
	private static final Set<ApplicationContext> seen = Collections
		.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

	@Override
	public void onApplicationEvent(ContextRefreshedEvent event) {
		if (event.getApplicationContext() instanceof ConfigurableApplicationContext context && seen.add(context)
				&& !WorkerDiscovery.isIn(context.getBeanFactory()) && isMeantToRun(context)) {
			warnOf(strays(context), context);
		}
	}

	/**
	 * Return whether a context is expected to run workers. A worker process runs only
	 * those assigned to it; the contexts of tests are often reduced, and run none unless
	 * requested.
	 */
	private static boolean isMeantToRun(ConfigurableApplicationContext context) {
		for (ApplicationContext each = context; each != null; each = each.getParent()) {
			if (each.getEnvironment() instanceof ConfigurableEnvironment environment
					&& ("worker".equals(environment.getProperty("daemon.process-role"))
							|| "false".equals(environment.getProperty("daemon.enabled"))
							|| environment.getPropertySources().contains(TEST_PROPERTIES))) {
				return false;
			}
		}
		return true;
	}

	private static List<String> strays(ConfigurableApplicationContext context) {
		List<String> strays = new ArrayList<>(WorkerDiscovery.annotated(context.getBeanFactory()));
		strays.addAll(Arrays.asList(context.getBeanNamesForType(WorkerRegistration.class, true, false)));
		for (ConfigurableListableBeanFactory above : supervisedAbove(context)) {
			strays.removeIf(above::containsBeanDefinition);
			strays.removeAll(WorkerDiscovery.found(above).stream().map(WorkerDefinition::beanName).toList());
		}
		return strays;
	}

	private static List<ConfigurableListableBeanFactory> supervisedAbove(ApplicationContext context) {
		List<ConfigurableListableBeanFactory> supervised = new ArrayList<>();
		for (ApplicationContext each = context.getParent(); each != null; each = each.getParent()) {
			if (each instanceof ConfigurableApplicationContext parent
					&& WorkerDiscovery.isIn(parent.getBeanFactory())) {
				supervised.add(parent.getBeanFactory());
			}
		}
		return supervised;
	}

	private static void warnOf(List<String> strays, ConfigurableApplicationContext context) {
		if (!strays.isEmpty()) {
			logger.warn(("The workers %s are not run: their application context %s lacks the daemon's"
					+ " auto-configuration. Declare them in the context that has it, add @EnableAutoConfiguration to"
					+ " theirs, or set 'daemon.enabled=false' if none is to run.")
				.formatted(strays, describe(context, context.getParent())));
		}
	}

	private static String describe(ApplicationContext context, @Nullable ApplicationContext parent) {
		String description = "'" + context.getId() + "'";
		return (parent != null) ? description + ", a child of '" + parent.getId() + "'," : description;
	}

}
