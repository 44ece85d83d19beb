package dev.daemonspring.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.EnumerablePropertySource;

import dev.daemonspring.child.ApplicationBoot;
import dev.daemonspring.child.MainMethod;
import dev.daemonspring.child.connection.ServiceConnections;
import dev.daemonspring.protocol.BootstrapMessage;

/**
 * The way in which the daemon's application was started, which a worker process needs in
 * order to start it again.
 *
 * @param entry what started the application
 * @param entryClass the class with the {@code main} method, or the servlet initializer,
 * or {@code null} when there is none
 * @param sources the names of the application's source classes
 * @param arguments the command-line arguments
 * @param properties properties that exist only in the memory of this process (a test's)
 * @param serviceConnections the service connections of this process, or empty
 */
public record ApplicationOrigin(Entry entry, @Nullable String entryClass, List<String> sources, List<String> arguments,
		Map<String, String> properties, String serviceConnections) {

	/**
	 * The property source of {@code DynamicPropertyRegistrar} beans, which describe
	 * containers.
	 */
	private static final String DYNAMIC_PROPERTIES = "Dynamic Test Properties";

	/**
	 * Return the origin of an application.
	 * @param application the application
	 * @param entry what seems to have started the application
	 * @param entryClass the class that seems to have started it, or {@code null}
	 * @param arguments the command-line arguments
	 * @param properties properties that exist only in the memory of this process
	 * @return the origin
	 */
	public static ApplicationOrigin of(SpringApplication application, Entry entry, @Nullable Class<?> entryClass,
			List<String> arguments, Map<String, String> properties) {
		List<String> sources = ApplicationBoot.sourcesOf(application);
		if (entry == Entry.SERVLET_CONTAINER) {
			return new ApplicationOrigin(entry, (entryClass != null) ? entryClass.getName() : null, sources, arguments,
					properties, ServiceConnections.NONE);
		}
		MainMethod main = (entryClass != null) ? MainMethod.find(entryClass) : null;
		return new ApplicationOrigin((main != null) ? entry : Entry.SOURCES, (main != null) ? main.className() : null,
				sources, arguments, properties, ServiceConnections.NONE);
	}

	/**
	 * Return the first message to a new worker process.
	 * @param label how the log names the process until it is assigned
	 * @param region the file of the status region
	 * @param slot the slot that the process uses until it is assigned
	 * @param environment the daemon's JVM
	 * @param orphanTimeout how long the process may outlive the daemon
	 * @param registered the names of classes of workers that no bean definition tells
	 * @return the message
	 */
	public BootstrapMessage bootstrap(String label, Path region, int slot, JvmEnvironment environment,
			Duration orphanTimeout, List<String> registered) {
		boolean deployed = this.entry == Entry.SERVLET_CONTAINER;
		return new BootstrapMessage(label, region.toString(), slot,
				Inheritance.systemProperties(environment.systemProperties()), deployed ? null : this.entryClass,
				deployed ? this.entryClass : null, this.sources, this.arguments, this.properties,
				this.serviceConnections, orphanTimeout, registered);
	}

	/**
	 * Return this origin with the service connections that the application has now, so
	 * that its worker processes use them, too.
	 * @param context the application's context, whose beans can already be created
	 * @return an origin
	 */
	public ApplicationOrigin connected(ConfigurableApplicationContext context) {
		Map<String, String> all = new LinkedHashMap<>(this.properties);
		if (isAugmented() && context.getEnvironment()
			.getPropertySources()
			.get(DYNAMIC_PROPERTIES) instanceof EnumerablePropertySource<?> dynamic) {
			for (String name : dynamic.getPropertyNames()) {
				all.put(name, String.valueOf(dynamic.getProperty(name)));
			}
		}
		return new ApplicationOrigin(this.entry, this.entryClass, this.sources, this.arguments, all,
				ServiceConnections.collect(context.getBeanFactory(), isAugmented()));
	}

	/**
	 * Return the origin of a context that no {@code SpringApplication} has created.
	 * @return an origin from which no worker process can be started
	 */
	public static ApplicationOrigin unknown() {
		return new ApplicationOrigin(Entry.SOURCES, null, List.of(), List.of(), Map.of(), ServiceConnections.NONE);
	}

	/**
	 * Return whether the JVM belongs to this application, so that it may end with it.
	 * @return whether the application was started by a {@code main} method
	 */
	public boolean ownsProcess() {
		return this.entry == Entry.MAIN_METHOD || isAugmented();
	}

	/**
	 * Return whether worker processes use service connections that do not exist before
	 * the application has started.
	 * @param beanFactory the bean definitions of the application
	 * @return whether there are, or may be, such connections
	 */
	public boolean mayHaveServiceConnections(ConfigurableListableBeanFactory beanFactory) {
		return isAugmented() || ServiceConnections.arePresent(beanFactory);
	}

	private boolean isAugmented() {
		return this.entry == Entry.AUGMENTED_MAIN_METHOD;
	}

	/**
	 * What starts an application.
	 */
	public enum Entry {

		/**
		 * A {@code main} method.
		 */
		MAIN_METHOD,

		/**
		 * A {@code main} method that runs another one through
		 * {@code SpringApplication.from(…)}, as is common during development.
		 */
		AUGMENTED_MAIN_METHOD,

		/**
		 * A servlet container, which owns the process.
		 */
		SERVLET_CONTAINER,

		/**
		 * Nothing that can be started again: only the application's sources are known.
		 */
		SOURCES

	}

}
