package dev.daemonspring.child;

import java.time.Duration;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.bootstrap.ConfigurableBootstrapContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Lets {@link ApplicationBoot} listen to every application that the main thread of a
 * worker process runs. A {@code SpringApplicationHook} is no alternative: a thread has
 * only one, and {@code SpringApplication.from(…)} sets its own. Anywhere else this
 * listener does nothing.
 */
class WorkerProcessRunListener implements SpringApplicationRunListener, Ordered {

	private static final SpringApplicationRunListener NONE = new SpringApplicationRunListener() {
	};

	private static final ThreadLocal<Function<SpringApplication, SpringApplicationRunListener>> installed = new ThreadLocal<>();

	private final SpringApplicationRunListener delegate;

	WorkerProcessRunListener(SpringApplication application) {
		Function<SpringApplication, SpringApplicationRunListener> factory = installed.get();
		this.delegate = (factory != null) ? factory.apply(application) : NONE;
	}

	/**
	 * Listen to the applications that the current thread runs from now on.
	 * @param factory creates the listener for an application
	 */
	static void install(Function<SpringApplication, SpringApplicationRunListener> factory) {
		installed.set(factory);
	}

	static void uninstall() {
		installed.remove();
	}

	/**
	 * Last, so that the application's own listeners are the first to learn that its
	 * context is loaded.
	 */
	@Override
	public int getOrder() {
		return Ordered.LOWEST_PRECEDENCE;
	}

	@Override
	public void starting(ConfigurableBootstrapContext bootstrapContext) {
		this.delegate.starting(bootstrapContext);
	}

	@Override
	public void environmentPrepared(ConfigurableBootstrapContext bootstrapContext,
			ConfigurableEnvironment environment) {
		this.delegate.environmentPrepared(bootstrapContext, environment);
	}

	@Override
	public void contextPrepared(ConfigurableApplicationContext context) {
		this.delegate.contextPrepared(context);
	}

	@Override
	public void contextLoaded(ConfigurableApplicationContext context) {
		this.delegate.contextLoaded(context);
	}

	@Override
	public void started(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
		this.delegate.started(context, timeTaken);
	}

	@Override
	public void ready(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
		this.delegate.ready(context, timeTaken);
	}

	@Override
	public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
		this.delegate.failed(context, exception);
	}

}
