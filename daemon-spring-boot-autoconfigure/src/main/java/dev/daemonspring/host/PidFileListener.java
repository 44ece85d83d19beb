package dev.daemonspring.host;

import java.nio.file.Path;

import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

/**
 * Takes the file of 'daemon.pidfile' before the application makes any bean, so that a
 * second daemon touches neither ports nor databases. The file is given back after the
 * last bean is destroyed, or when the application fails before it has any. Not in a
 * context that a test keeps: there can be several of them, most without the daemon. Not
 * ahead of time either, where a bean that was settled at build time takes the file.
 */
class PidFileListener implements ApplicationListener<SpringApplicationEvent> {

	private static final String BEAN_NAME = PidFile.class.getName();

	private static final String TEST_PROPERTIES = "Inlined Test Properties";

	@Override
	public void onApplicationEvent(SpringApplicationEvent event) {
		if (event instanceof ApplicationPreparedEvent prepared) {
			take(prepared.getApplicationContext());
		}
		else if (event instanceof ApplicationFailedEvent failed && failed.getApplicationContext() != null) {
			giveBack(failed.getApplicationContext());
		}
	}

	private static void take(ConfigurableApplicationContext context) {
		ConfigurableEnvironment environment = context.getEnvironment();
		String file = environment.getProperty("daemon.pidfile");
		if (StringUtils.hasText(file) && isMeantFor(environment) && !isTakenAbove(context)
				&& context.getBeanFactory() instanceof DefaultListableBeanFactory beanFactory) {
			PidFile pidFile = PidFile.lock(Path.of(file));
			beanFactory.registerSingleton(BEAN_NAME, pidFile);
			beanFactory.registerDisposableBean(BEAN_NAME, pidFile);
		}
	}

	private static boolean isMeantFor(ConfigurableEnvironment environment) {
		return !"worker".equals(environment.getProperty("daemon.process-role"))
				&& !environment.getPropertySources().contains(TEST_PROPERTIES)
				&& !Boolean.getBoolean(AbstractAotProcessor.AOT_PROCESSING) && !AotDetector.useGeneratedArtifacts();
	}

	private static boolean isTakenAbove(ApplicationContext context) {
		ApplicationContext parent = context.getParent();
		return parent != null && parent.containsBean(BEAN_NAME);
	}

	/**
	 * A context that is active has beans, and gives the file back when it is closed.
	 */
	private static void giveBack(ConfigurableApplicationContext context) {
		if (!context.isActive() && context.getBeanFactory() instanceof DefaultListableBeanFactory beanFactory
				&& beanFactory.containsSingleton(BEAN_NAME)) {
			beanFactory.destroySingleton(BEAN_NAME);
		}
	}

}
