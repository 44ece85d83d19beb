package dev.daemonspring.child.rehearsal;

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

	/**
	 * Create a context, which is not refreshed.
	 * @param application the context of the application that is rehearsed
	 */
	public RehearsalContext(ConfigurableApplicationContext application) {
		setClassLoader(application.getClassLoader());
		setEnvironment(new RehearsalEnvironment(application.getEnvironment()));
		getBeanFactory().setConversionService(ApplicationConversionService.getSharedInstance());
		register(RehearsalConfiguration.class, SampleService.class, SampleListener.class);
		registerBean(WORKER, SampleWorker.class);
		if (application.containsBeanDefinition(JACKSON)) {
			// The mapper that the application would have without customizers of its own
			register(ClassUtils.resolveClassName(JACKSON, getClassLoader()));
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
