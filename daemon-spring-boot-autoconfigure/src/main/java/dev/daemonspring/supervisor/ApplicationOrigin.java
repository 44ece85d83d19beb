package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;

import dev.daemonspring.child.ApplicationBoot;
import dev.daemonspring.child.Birth;
import dev.daemonspring.child.MainMethod;

/**
 * How the daemon's application was started: what a worker process needs to start it
 * again.
 *
 * @param mainClass the class with the {@code main} method, or {@code null} when the
 * application was started without one (in a test)
 * @param sources the names of the application's source classes
 * @param arguments the command-line arguments
 * @param properties properties that exist only in the memory of this process (a test's)
 */
public record ApplicationOrigin(@Nullable String mainClass, List<String> sources, List<String> arguments,
		Map<String, String> properties) {

	/**
	 * Return the origin of an application.
	 * @param application the application
	 * @param mainClass the class that seems to have started it, or {@code null}
	 * @param arguments the command-line arguments
	 * @param properties properties that exist only in the memory of this process
	 * @return the origin
	 */
	public static ApplicationOrigin of(SpringApplication application, @Nullable Class<?> mainClass,
			List<String> arguments, Map<String, String> properties) {
		MainMethod main = (mainClass != null) ? MainMethod.find(mainClass) : null;
		return new ApplicationOrigin((main != null) ? main.className() : null, ApplicationBoot.sourcesOf(application),
				arguments, properties);
	}

	/**
	 * Return what a process is born with.
	 * @param label how the log names it until it is assigned
	 * @param region the file of the status region
	 * @param slot the slot that it uses until it is assigned
	 * @param environment the daemon's JVM
	 * @param orphanTimeout how long the process may outlive the daemon
	 */
	Birth birth(String label, Path region, int slot, JvmEnvironment environment, Duration orphanTimeout) {
		return new Birth(label, region.toString(), slot, Inheritance.systemProperties(environment.systemProperties()),
				this.mainClass, this.sources, this.arguments, this.properties, orphanTimeout);
	}

	/**
	 * Return the origin of a context that no {@code SpringApplication} made.
	 * @return an origin from which no worker process can be started
	 */
	public static ApplicationOrigin unknown() {
		return new ApplicationOrigin(null, List.of(), List.of(), Map.of());
	}

	/**
	 * Return whether the JVM runs for this application, so that it may be ended with it.
	 * @return whether the application was started by a {@code main} method
	 */
	public boolean ownsProcess() {
		return this.mainClass != null;
	}

}
