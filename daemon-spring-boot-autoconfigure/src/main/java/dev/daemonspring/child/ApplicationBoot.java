package dev.daemonspring.child;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ApplicationContextFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringApplicationRunListener;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

/**
 * Boots the user's application in a worker process the way the user boots it: through its
 * own {@code main} method, so that whatever it sets on its {@link SpringApplication}
 * applies. The context is taken over when its bean definitions are loaded; the
 * application's own start goes no further.
 */
final class ApplicationBoot {

	private final Birth birth;

	private final ProcessOutput output;

	private final Consumer<ConfigurableApplicationContext> inhabitant;

	private final Consumer<Throwable> onFailure;

	ApplicationBoot(Birth birth, ProcessOutput output, Consumer<ConfigurableApplicationContext> inhabitant,
			Consumer<Throwable> onFailure) {
		this.birth = birth;
		this.output = output;
		this.inhabitant = inhabitant;
		this.onFailure = onFailure;
	}

	void run() throws Exception {
		String[] arguments = this.birth.arguments().toArray(String[]::new);
		SpringApplication.withHook(this::takeOver, () -> {
			String mainClass = this.birth.mainClass();
			if (mainClass != null) {
				invokeMain(load(mainClass), arguments);
			}
			else {
				Class<?>[] sources = this.birth.sources().stream().map(this::load).toArray(Class<?>[]::new);
				new SpringApplication(sources).run(arguments);
			}
			return Boolean.TRUE;
		});
	}

	private Class<?> load(String name) {
		return ClassUtils.resolveClassName(name, ClassUtils.getDefaultClassLoader());
	}

	private void invokeMain(Class<?> type, String[] arguments) throws Exception {
		try {
			Method main = type.getDeclaredMethod("main", String[].class);
			main.setAccessible(true);
			main.invoke(null, (Object) arguments);
		}
		catch (InvocationTargetException ex) {
			if (ex.getTargetException() instanceof Exception exception) {
				throw exception;
			}
			throw ex;
		}
	}

	private SpringApplicationRunListener takeOver(SpringApplication application) {
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setApplicationContextFactory(ApplicationContextFactory.DEFAULT);
		application.setRegisterShutdownHook(false);
		application.setBannerMode(Banner.Mode.OFF);
		application.setLogStartupInfo(false);
		application.setKeepAlive(false);
		application.addListeners(new WorkerProcessEnvironment(this.birth.properties()),
				new WorkerLogging(this.birth.label(), this.output));
		return new TakeOver();
	}

	/**
	 * Stands between the preparation of the application's context and its refresh.
	 */
	private final class TakeOver implements SpringApplicationRunListener {

		@Override
		public void contextLoaded(ConfigurableApplicationContext context) {
			ApplicationBoot.this.inhabitant.accept(context);
		}

		@Override
		public void failed(@Nullable ConfigurableApplicationContext context, Throwable exception) {
			ApplicationBoot.this.onFailure.accept(exception);
		}

	}

}
