package dev.daemonspring.supervisor;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A listener that prevents workers from being created in a test whose context lacks the
 * daemon's auto-configuration, unless the test requests them. The slices that Spring
 * Boot's tests start, such as {@code @WebMvcTest}, contain the workers of the main class,
 * but hardly anything that these depend on.
 */
class UndiscoveredWorkersListener implements ApplicationListener<ApplicationPreparedEvent> {

	@Override
	public void onApplicationEvent(ApplicationPreparedEvent event) {
		ConfigurableApplicationContext context = event.getApplicationContext();
		if (TestRun.isUnderWay()) {
			context.addBeanFactoryPostProcessor(UndiscoveredWorkersListener::defer);
		}
	}

	private static void defer(ConfigurableListableBeanFactory beanFactory) {
		if (!WorkerDiscovery.isIn(beanFactory)) {
			WorkerDiscovery.annotated(beanFactory)
				.forEach((name) -> beanFactory.getBeanDefinition(name).setLazyInit(true));
		}
	}

}
