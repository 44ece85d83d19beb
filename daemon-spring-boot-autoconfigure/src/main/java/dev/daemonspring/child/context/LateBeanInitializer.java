package dev.daemonspring.child.context;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.SmartLifecycle;

/**
 * Completes and starts beans that are created after the context has been started: because
 * an event is published to them, or because a worker asks for them in its loop.
 */
final class LateBeanInitializer implements BeanPostProcessor {

	private final SelfStartingBeans selfStarting;

	private volatile boolean started;

	LateBeanInitializer(SelfStartingBeans selfStarting) {
		this.selfStarting = selfStarting;
	}

	void start() {
		this.started = true;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (this.started) {
			if (bean instanceof SmartInitializingSingleton singleton) {
				singleton.afterSingletonsInstantiated();
			}
			if (bean instanceof SmartLifecycle lifecycle && lifecycle.isAutoStartup() && !lifecycle.isRunning()
					&& this.selfStarting.mayStart(beanName, bean)) {
				lifecycle.start();
			}
		}
		return bean;
	}

}
