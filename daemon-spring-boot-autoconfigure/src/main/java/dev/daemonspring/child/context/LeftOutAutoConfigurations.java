package dev.daemonspring.child.context;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.EnvironmentAware;
import org.springframework.context.ResourceLoaderAware;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.io.ResourceLoader;

/**
 * The auto-configurations that were left out of a context, and how they get into it when
 * they are needed after all: all of them at once, in the order and on the conditions that
 * they would have been subject to. Thread-safe.
 */
final class LeftOutAutoConfigurations implements EnvironmentAware, ResourceLoaderAware {

	private static final Log logger = LogFactory.getLog(LeftOutAutoConfigurations.class);

	private final ReducedBeanFactory beanFactory;

	private final Set<String> names = new LinkedHashSet<>();

	private Environment environment = new StandardEnvironment();

	private ResourceLoader resourceLoader = new DefaultResourceLoader();

	LeftOutAutoConfigurations(ReducedBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public void setEnvironment(Environment environment) {
		this.environment = environment;
	}

	@Override
	public void setResourceLoader(ResourceLoader resourceLoader) {
		this.resourceLoader = resourceLoader;
	}

	synchronized void add(String name) {
		this.names.add(name);
	}

	/**
	 * Take the names of all, which are left out no longer.
	 */
	synchronized List<String> take() {
		List<String> taken = List.copyOf(this.names);
		this.names.clear();
		return taken;
	}

	/**
	 * Bring all of them back because a bean was not found.
	 * @param missing what was not found
	 * @return whether there were any
	 */
	synchronized boolean bringBack(NoSuchBeanDefinitionException missing) {
		if (this.names.isEmpty()) {
			return false;
		}
		Set<String> before = new LinkedHashSet<>(Arrays.asList(this.beanFactory.getBeanDefinitionNames()));
		this.beanFactory.registerBeanDefinition(Carrier.class.getName(), new RootBeanDefinition(Carrier.class));
		ConfigurationClassPostProcessor postProcessor = new ConfigurationClassPostProcessor();
		postProcessor.setEnvironment(this.environment);
		postProcessor.setResourceLoader(this.resourceLoader);
		postProcessor.postProcessBeanDefinitionRegistry(this.beanFactory);
		String source = null;
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			if (before.add(name)) {
				this.beanFactory.getBeanDefinition(name).setLazyInit(true);
				source = (source == null && isMissing(name, missing)) ? sourceOf(name) : source;
			}
		}
		log(missing, source);
		return true;
	}

	private boolean isMissing(String name, NoSuchBeanDefinitionException missing) {
		return name.equals(missing.getBeanName()) || (missing.getResolvableType() != null
				&& this.beanFactory.isTypeMatch(name, missing.getResolvableType()));
	}

	/**
	 * Return the name of the class that defines a bean.
	 */
	private @Nullable String sourceOf(String name) {
		String factory = this.beanFactory.getBeanDefinition(name).getFactoryBeanName();
		return (factory != null) ? factory : this.beanFactory.getBeanDefinition(name).getBeanClassName();
	}

	private void log(NoSuchBeanDefinitionException missing, @Nullable String source) {
		Object what = (missing.getBeanName() != null) ? missing.getBeanName() : missing.getResolvableType();
		if (source != null) {
			logger
				.info(("A worker needs '%s', which '%s' defines. The auto-configurations of web servers, Spring MVC and"
						+ " Actuator endpoints were added to its process, which takes time. Set '%s=true' to have them there"
						+ " from the start.")
					.formatted(what, source, DaemonOnlyAutoConfigurationFilter.PROPERTY));
		}
		else {
			logger.debug("'%s' was not found in the auto-configurations that had been left out either".formatted(what));
		}
	}

	/**
	 * Imports the auto-configurations.
	 */
	@Import(LeftOutSelector.class)
	static final class Carrier {

	}

}
