package dev.daemonspring.child;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.GenericTypeResolver;
import org.springframework.core.SpringProperties;
import org.springframework.util.ClassUtils;

import dev.daemonspring.child.connection.ServiceConnections;
import dev.daemonspring.child.context.ReducedApplicationContext;
import dev.daemonspring.protocol.BootstrapMessage;

/**
 * Boots the user's application in a worker process the way the user boots it: through its
 * own {@code main} method, so that whatever that sets on its {@link SpringApplication}
 * applies. Once the bean definitions are loaded the context is taken over, and the
 * application's own startup goes no further.
 */
public final class ApplicationBoot {

	private final BootstrapMessage bootstrap;

	private final WorkerLogging logging;

	private final Consumer<ConfigurableApplicationContext> onLoaded;

	private final Consumer<Throwable> onFailure;

	ApplicationBoot(BootstrapMessage bootstrap, WorkerLogging logging,
			Consumer<ConfigurableApplicationContext> onLoaded, Consumer<Throwable> onFailure) {
		this.bootstrap = bootstrap;
		this.logging = logging;
		this.onLoaded = onLoaded;
		this.onFailure = onFailure;
	}

	/**
	 * Return the names of an application's sources. By them a worker process
	 * distinguishes the daemon's application from others that {@code main} runs before
	 * it.
	 * @param application the application
	 * @return the names
	 */
	public static List<String> sourcesOf(SpringApplication application) {
		return application.getAllSources()
			.stream()
			.map((source) -> (source instanceof Class<?> type) ? type.getName() : source.toString())
			.toList();
	}

	void run() throws Exception {
		String[] arguments = this.bootstrap.arguments().toArray(String[]::new);
		// Must be a system property: DevTools would run main on another thread
		System.setProperty("spring.devtools.restart.enabled", "false");
		// What was generated ahead of time was generated for the daemon
		SpringProperties.setProperty(AotDetector.AOT_ENABLED, "false");
		WorkerProcessRunListener.install(this::listenTo);
		try {
			start(arguments);
		}
		finally {
			WorkerProcessRunListener.uninstall();
		}
	}

	private void start(String[] arguments) throws Exception {
		String mainClass = this.bootstrap.mainClass();
		String servletInitializer = this.bootstrap.servletInitializer();
		if (mainClass != null) {
			mainMethod(mainClass).invoke(arguments);
		}
		else if (servletInitializer != null) {
			ServletInitializer.of(load(servletInitializer)).run();
		}
		else {
			Class<?>[] sources = this.bootstrap.sources().stream().map(this::load).toArray(Class<?>[]::new);
			new SpringApplication(sources).run(arguments);
		}
	}

	private MainMethod mainMethod(String className) {
		MainMethod main = MainMethod.find(load(className));
		if (main == null) {
			throw new IllegalStateException("Class '" + className + "' has no main method");
		}
		return main;
	}

	private Class<?> load(String name) {
		return ClassUtils.resolveClassName(name, ClassUtils.getDefaultClassLoader());
	}

	private SpringApplicationRunListener listenTo(SpringApplication application) {
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setApplicationContextFactory((webApplicationType) -> new ReducedApplicationContext());
		application.setRegisterShutdownHook(false);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setKeepAlive(false);
		application.setInitializers(withoutWebInitializers(application.getInitializers()));
		application.setListeners(withoutPidFileWriters(application.getListeners()));
		application.addListeners(new WorkerProcessEnvironment(this.bootstrap.properties()), this.logging,
				this.logging.afterInitialization());
		return new TakeOver(application);
	}

	/**
	 * Initializers that require a web application context, such as that of a servlet
	 * container, have none here.
	 */
	private static Collection<ApplicationContextInitializer<?>> withoutWebInitializers(
			Collection<ApplicationContextInitializer<?>> initializers) {
		List<ApplicationContextInitializer<?>> remaining = new ArrayList<>(initializers);
		remaining.removeIf((initializer) -> {
			Class<?> required = GenericTypeResolver.resolveTypeArgument(initializer.getClass(),
					ApplicationContextInitializer.class);
			return required != null && !required.isAssignableFrom(AnnotationConfigApplicationContext.class);
		});
		return remaining;
	}

	/**
	 * The file holds the daemon's pid, and is deleted when the process that wrote it
	 * ends.
	 */
	private static Collection<ApplicationListener<?>> withoutPidFileWriters(
			Collection<ApplicationListener<?>> listeners) {
		List<ApplicationListener<?>> remaining = new ArrayList<>(listeners);
		remaining.removeIf(ApplicationPidFileWriter.class::isInstance);
		return remaining;
	}

	/**
	 * Takes over the application's context between its preparation and its refresh. Other
	 * applications, such as one that creates a parent context, run on in a reduced
	 * context.
	 */
	private final class TakeOver implements SpringApplicationRunListener {

		private final SpringApplication application;

		private @Nullable ReducedApplicationContext other;

		private TakeOver(SpringApplication application) {
			this.application = application;
		}

		@Override
		public void contextLoaded(ConfigurableApplicationContext context) {
			if (sourcesOf(this.application).equals(ApplicationBoot.this.bootstrap.sources())) {
				ServiceConnections.of(ApplicationBoot.this.bootstrap.serviceConnections()).addTo(context);
				ApplicationBoot.this.onLoaded.accept(context);
			}
			else {
				this.other = (ReducedApplicationContext) context;
				this.other.withoutRunners();
			}
		}

		@Override
		public void started(ConfigurableApplicationContext context, @Nullable Duration timeTaken) {
			ReducedApplicationContext refreshed = this.other;
			if (refreshed != null) {
				refreshed.start();
			}
		}

		@Override
		public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
			ApplicationBoot.this.onFailure.accept(exception);
		}

	}

}
