package dev.daemonspring.child.context;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.Lifecycle;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.env.Environment;

/**
 * Starts and stops those lifecycle beans that exist. The default processor would first
 * create every {@code SmartLifecycle} bean, whether lazy or not. Beans that would do on
 * their own what the daemon already does are not started.
 */
final class ExistingBeanLifecycleProcessor extends DefaultLifecycleProcessor {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final SelfStartingBeans selfStarting;

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	ExistingBeanLifecycleProcessor(SelfStartingBeans selfStarting) {
		this.selfStarting = selfStarting;
	}

	/**
	 * Set the bean factory, and the application's own shutdown timeout.
	 */
	void prepare(ConfigurableListableBeanFactory factory, Environment environment) {
		setBeanFactory(factory);
		this.beanFactory = factory;
		Duration timeout = Binder.get(environment)
			.bind("spring.lifecycle.timeout-per-shutdown-phase", Duration.class)
			.orElse(TIMEOUT);
		setTimeoutPerShutdownPhase(timeout.toMillis());
	}

	/**
	 * Does nothing: after the refresh no bean has been asked for yet.
	 */
	@Override
	public void onRefresh() {
	}

	/**
	 * Start the beans that exist and are not running.
	 */
	void startExisting() {
		super.onRefresh();
	}

	@Override
	protected Map<String, Lifecycle> getLifecycleBeans() {
		Map<String, Lifecycle> beans = new LinkedHashMap<>();
		ConfigurableListableBeanFactory factory = this.beanFactory;
		if (factory != null) {
			for (String name : factory.getSingletonNames()) {
				if (factory.getSingleton(name) instanceof Lifecycle lifecycle && lifecycle != this
						&& (lifecycle.isRunning() || this.selfStarting.mayStart(name, lifecycle))) {
					beans.put(name, lifecycle);
				}
			}
		}
		return beans;
	}

}
