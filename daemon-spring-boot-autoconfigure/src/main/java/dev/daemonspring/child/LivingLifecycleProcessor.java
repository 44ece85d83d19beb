package dev.daemonspring.child;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.Lifecycle;
import org.springframework.context.support.DefaultLifecycleProcessor;

/**
 * Starts and stops the lifecycle beans that exist. The default one would first create
 * every {@code SmartLifecycle} bean there is, lazy or not.
 */
final class LivingLifecycleProcessor extends DefaultLifecycleProcessor {

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		super.setBeanFactory(beanFactory);
		this.beanFactory = (ConfigurableListableBeanFactory) beanFactory;
	}

	@Override
	protected Map<String, Lifecycle> getLifecycleBeans() {
		Map<String, Lifecycle> beans = new LinkedHashMap<>();
		ConfigurableListableBeanFactory factory = this.beanFactory;
		if (factory != null) {
			for (String name : factory.getSingletonNames()) {
				if (factory.getSingleton(name) instanceof Lifecycle lifecycle && lifecycle != this) {
					beans.put(name, lifecycle);
				}
			}
		}
		return beans;
	}

}
