package dev.daemonspring.child.context;

import java.lang.reflect.Method;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ApplicationListenerMethodAdapter;
import org.springframework.context.event.EventListenerFactory;
import org.springframework.core.Ordered;

/**
 * Creates listeners for {@code @EventListener} methods that receive the container's own
 * events only if their bean already exists; for the application's events the bean is
 * created. Takes precedence over the default factory.
 */
final class ExistingBeanEventListenerFactory implements EventListenerFactory, Ordered {

	private final ConfigurableListableBeanFactory beanFactory;

	ExistingBeanEventListenerFactory(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE - 1;
	}

	@Override
	public boolean supportsMethod(Method method) {
		return true;
	}

	@Override
	public ApplicationListener<?> createApplicationListener(String beanName, Class<?> type, Method method) {
		return new ExistingBeanMethodAdapter(beanName, type, method);
	}

	/**
	 * Calls the method, for container events only if the bean already exists.
	 */
	private final class ExistingBeanMethodAdapter extends ApplicationListenerMethodAdapter {

		private final String beanName;

		private ExistingBeanMethodAdapter(String beanName, Class<?> type, Method method) {
			super(beanName, type, method);
			this.beanName = beanName;
		}

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			if (!ContainerEvents.includes(event)
					|| ExistingBeanEventListenerFactory.this.beanFactory.containsSingleton(this.beanName)) {
				super.onApplicationEvent(event);
			}
		}

	}

}
