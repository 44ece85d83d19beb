package dev.daemonspring.child.rehearsal;

import java.util.List;

import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

import dev.daemonspring.child.context.ReducedApplicationContext;

/**
 * A context of the kind that a worker process has, with beans of our own in place of the
 * application's. It has no parent: nothing in it reaches a bean, a post-processor or a
 * listener of the application.
 */
public final class RehearsalContext extends ReducedApplicationContext {

	/**
	 * The name of the bean that is the worker.
	 */
	public static final String WORKER = "rehearsedWorker";

	private static final String JACKSON = "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration";

	private final ConfigurableApplicationContext application;

	private RehearsalContext(ConfigurableApplicationContext application) {
		this.application = application;
		setClassLoader(application.getClassLoader());
		setEnvironment(new RehearsalEnvironment(application.getEnvironment()));
		getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
	}

	/**
	 * Create a context with a worker of our own, which is not refreshed.
	 * @param application the context of the application that is rehearsed
	 * @return the context
	 */
	public static RehearsalContext withWorker(ConfigurableApplicationContext application) {
		RehearsalContext context = new RehearsalContext(application);
		context.register(RehearsalConfiguration.class, SampleService.class, SampleListener.class);
		context.registerBean(WORKER, SampleWorker.class);
		// The mapper that the application would have without customizers of its own
		context.registerIfPresent(JACKSON);
		return context;
	}

	/**
	 * Create a context with auto-configurations alone, as far as the application has
	 * them, which is not refreshed.
	 * @param application the context of the application that is rehearsed
	 * @param autoConfigurations the names of their classes, in order
	 * @return the context
	 */
	static RehearsalContext of(ConfigurableApplicationContext application, List<String> autoConfigurations) {
		RehearsalContext context = new RehearsalContext(application);
		autoConfigurations.forEach(context::registerIfPresent);
		return context;
	}

	private void registerIfPresent(String autoConfiguration) {
		if (this.application.containsBeanDefinition(autoConfiguration)) {
			register(ClassUtils.resolveClassName(autoConfiguration, getClassLoader()));
		}
	}

	/**
	 * Keep the caches, which the application's context shares: it is what they hold that
	 * the rehearsal is for.
	 */
	@Override
	protected void resetCommonCaches() {
	}

}
