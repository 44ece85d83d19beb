package dev.daemonspring.host;

import java.nio.file.Path;

import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * An initializer that locks the file of {@code daemon.pidfile}, once it is known that the
 * application is a daemon, and before any bean is created, so that a second daemon
 * touches neither ports nor databases. The file is released after the last bean has been
 * destroyed. During ahead-of-time processing, when the application is only built, the
 * file is not locked.
 */
public final class PidFileInitializer implements BeanFactoryPostProcessor, PriorityOrdered {

	private static final String BEAN_NAME = PidFile.class.getName();

	private final Path file;

	/**
	 * Create an initializer.
	 * @param file the file
	 */
	public PidFileInitializer(Path file) {
		this.file = file;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		if (!Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING)) {
			// Not a bean definition: a BeanCreationException would hide the failure
			PidFile pidFile = PidFile.lock(this.file);
			beanFactory.registerSingleton(BEAN_NAME, pidFile);
			((DefaultListableBeanFactory) beanFactory).registerDisposableBean(BEAN_NAME, pidFile);
		}
	}

}
