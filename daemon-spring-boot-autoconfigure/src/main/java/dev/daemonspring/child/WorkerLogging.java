package dev.daemonspring.child;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.bootstrap.DefaultBootstrapContext;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.logging.LoggingApplicationListener;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.StringUtils;

import dev.daemonspring.protocol.BootstrapMessage;

/**
 * Configures the log of a worker process, after the configuration files have been read
 * and before the logging system starts: a log file of its own, because two processes
 * can't roll the same one, and the worker's name in a structured log, whose lines can't
 * have a prefix.
 */
final class WorkerLogging implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	private static final String FILE_NAME = "logging.file.name";

	private static final String FILE_PATH = "logging.file.path";

	private static final String CONSOLE_FORMAT = "logging.structured.format.console";

	private static final String FILE_FORMAT = "logging.structured.format.file";

	private static final String CUSTOMIZERS = "logging.structured.json.customizer";

	private static final String PROPERTIES = "workerLogging";

	private String worker;

	private final ProcessOutput output;

	private final LogFiles files;

	WorkerLogging(String worker, ProcessOutput output, LogFiles files) {
		this.worker = worker;
		this.output = output;
		this.files = files;
	}

	/**
	 * Return the listener that redirects the files of a user's own logging configuration,
	 * once the logging system has read it.
	 * @return a listener that comes after the one that initializes the logging system
	 */
	ApplicationListener<ApplicationEnvironmentPreparedEvent> afterInitialization() {
		return new AfterInitialization();
	}

	@Override
	public int getOrder() {
		return LoggingApplicationListener.DEFAULT_ORDER - 1;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		settle(event.getEnvironment());
	}

	private void settle(ConfigurableEnvironment environment) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put(LogFiles.WORKER, this.files.owner(this.worker));
		String configuration = environment.getProperty(LoggingApplicationListener.CONFIG_PROPERTY);
		this.files.configuration(configuration);
		String substitute = this.files.substitute(configuration);
		if (substitute != null) {
			properties.put(LoggingApplicationListener.CONFIG_PROPERTY, substitute);
		}
		String file = environment.getProperty(FILE_NAME);
		String path = environment.getProperty(FILE_PATH);
		if (this.worker.equals(BootstrapMessage.TRAINING)) {
			properties.put(FILE_NAME, "");
			properties.put(FILE_PATH, "");
		}
		else if (StringUtils.hasLength(file)) {
			properties.put(FILE_NAME, LogFiles.isDevice(file) ? file : this.files.ofBootFile(file));
		}
		else if (StringUtils.hasLength(path)) {
			properties.put(FILE_NAME, this.files.ofBootFile(path + "/spring.log"));
		}
		if (environment.containsProperty(CONSOLE_FORMAT)) {
			this.output.structured();
		}
		if (environment.containsProperty(CONSOLE_FORMAT) || environment.containsProperty(FILE_FORMAT)) {
			properties.put(CUSTOMIZERS, customizers(environment));
		}
		environment.getPropertySources().addFirst(new MapPropertySource(PROPERTIES, properties));
	}

	/**
	 * Add the customizer that names the worker to those of the application.
	 */
	private static String customizers(ConfigurableEnvironment environment) {
		Set<String> customizers = Binder.get(environment)
			.bind(CUSTOMIZERS, Bindable.setOf(String.class))
			.orElseGet(Set::of);
		Set<String> all = new LinkedHashSet<>(customizers);
		all.add(WorkerNameCustomizer.class.getName());
		return StringUtils.collectionToCommaDelimitedString(all);
	}

	/**
	 * Log for the worker to which a standby will be assigned, if the log has no files:
	 * these stay a standby's until then, because the worker's own are written to by its
	 * process.
	 * @param reserving the name of the worker
	 * @param environment the environment of the application
	 */
	void reserve(String reserving, ConfigurableEnvironment environment) {
		if (!this.files.any()) {
			become(reserving, environment);
		}
	}

	/**
	 * Log for another worker from now on, to which a standby was assigned. Costs nothing
	 * if the log has no files.
	 * @param assigned the name of the worker
	 * @param environment the environment of the application
	 */
	void become(String assigned, ConfigurableEnvironment environment) {
		if (assigned.equals(this.worker)) {
			return;
		}
		this.worker = assigned;
		environment.getPropertySources().remove(PROPERTIES);
		if (!this.files.any()) {
			settle(environment);
			return;
		}
		SpringApplication application = new SpringApplication();
		LoggingSystem system = LoggingSystem.get(application.getClassLoader());
		system.cleanUp();
		this.files.moveTo(assigned);
		settle(environment);
		new LoggingApplicationListener().onApplicationEvent(new ApplicationEnvironmentPreparedEvent(
				new DefaultBootstrapContext(), application, new String[0], environment));
		this.files.rewrite();
	}

	/**
	 * Runs right after the initialization of the logging system.
	 */
	private final class AfterInitialization
			implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

		@Override
		public int getOrder() {
			return LoggingApplicationListener.DEFAULT_ORDER + 1;
		}

		@Override
		public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
			WorkerLogging.this.files.rewrite();
		}

	}

}
