package dev.daemonspring.supervisor;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Has no worker created in a test whose context is without the daemon's
 * auto-configuration, unless the test asks for it. The slices of an application that
 * Spring Boot's tests start, like {@code @WebMvcTest}, contain the workers of its main
 * class, and next to nothing that these depend on.
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
