package dev.daemonspring.child.context;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;

/**
 * Leaves {@link DaemonOnlyAutoConfigurations} out of a {@link ReducedApplicationContext},
 * until a bean asks for what they define. Does nothing in any other context, and nothing
 * when 'daemon.full-auto-configuration' is set.
 */
final class DaemonOnlyAutoConfigurationFilter
		implements AutoConfigurationImportFilter, BeanFactoryAware, EnvironmentAware {

	static final String PROPERTY = "daemon.full-auto-configuration";

	private @Nullable ReducedBeanFactory beanFactory;

	private @Nullable Environment environment;

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (beanFactory instanceof ReducedBeanFactory reduced) ? reduced : null;
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public boolean[] match(@Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
		ReducedBeanFactory reduced = isFull() ? null : this.beanFactory;
		boolean[] matches = new boolean[autoConfigurationClasses.length];
		for (int i = 0; i < matches.length; i++) {
			// Those that an earlier filter has removed are null
			String name = autoConfigurationClasses[i];
			matches[i] = reduced == null || name == null || !DaemonOnlyAutoConfigurations.include(name);
			if (!matches[i] && reduced != null && name != null) {
				reduced.leftOut(name);
			}
		}
		return matches;
	}

	private boolean isFull() {
		return this.environment != null && this.environment.getProperty(PROPERTY, Boolean.class, false);
	}

}
