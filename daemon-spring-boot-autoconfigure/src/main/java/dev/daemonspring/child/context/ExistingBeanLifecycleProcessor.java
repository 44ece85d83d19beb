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
 * Starts and stops the lifecycle beans that exist. The default one would first create
 * every {@code SmartLifecycle} bean there is, lazy or not. Beans that would do by
 * themselves what the daemon does already are left out.
 */
final class ExistingBeanLifecycleProcessor extends DefaultLifecycleProcessor {

	private static final Duration TIMEOUT = Duration.ofSeconds(30);

	private final SelfStartingBeans selfStarting;

	private @Nullable ConfigurableListableBeanFactory beanFactory;

	ExistingBeanLifecycleProcessor(SelfStartingBeans selfStarting) {
		this.selfStarting = selfStarting;
	}

	/**
	 * Prepare to find beans, and to stop them in the application's time.
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
	 * The context has refreshed, and nobody has asked for anything yet.
	 */
	@Override
	public void onRefresh() {
	}

	/**
	 * Start the beans that exist and do not run.
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
