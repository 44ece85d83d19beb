package dev.daemonspring.child.context;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.core.ResolvableType;

/**
 * Delivers the container's own events only to those listener beans that already exist,
 * which are registered when they are created, and the application's events to all,
 * creating them when first needed.
 */
final class ExistingBeanEventMulticaster extends SimpleApplicationEventMulticaster {

	private final Set<String> listenerBeans = ConcurrentHashMap.newKeySet();

	ExistingBeanEventMulticaster(BeanFactory beanFactory) {
		setBeanFactory(beanFactory);
	}

	@Override
	public void addApplicationListenerBean(String listenerBeanName) {
		this.listenerBeans.add(listenerBeanName);
	}

	@Override
	public void multicastEvent(ApplicationEvent event, @Nullable ResolvableType eventType) {
		if (ContainerEvents.includes(event)) {
			removeApplicationListenerBeans((name) -> true);
		}
		else {
			this.listenerBeans.forEach(super::addApplicationListenerBean);
		}
		super.multicastEvent(event, eventType);
	}

	@Override
	protected void invokeListener(ApplicationListener<?> listener, ApplicationEvent event) {
		// A gated post-processor gets the event when the gate opens
		if (!(event instanceof ContextRefreshedEvent) || AnnotatedMethods.of(listener) == null) {
			super.invokeListener(listener, event);
		}
	}

}
