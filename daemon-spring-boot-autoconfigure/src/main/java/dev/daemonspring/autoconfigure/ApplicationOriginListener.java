package dev.daemonspring.autoconfigure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.support.ResourcePropertySource;

import dev.daemonspring.supervisor.ApplicationOrigin;

/**
 * Notes how the application was started, for the worker processes that have to start it
 * again.
 */
class ApplicationOriginListener implements ApplicationListener<ApplicationPreparedEvent> {

	private static final String INLINED_TEST_PROPERTIES = "Inlined Test Properties";

	private static final Set<String> TEST_PROPERTIES = Set.of(INLINED_TEST_PROPERTIES, "Dynamic Test Properties");

	/**
	 * Programs that have a {@code main} method and run tests; the application is not
	 * theirs.
	 */
	private static final List<String> TEST_RUNNERS = List.of("org.apache.maven.surefire.", "org.junit.",
			"com.intellij.rt.", "org.eclipse.jdt.", "org.gradle.", "worker.org.gradle.");

	@Override
	public void onApplicationEvent(ApplicationPreparedEvent event) {
		SpringApplication application = event.getSpringApplication();
		ApplicationOrigin origin = ApplicationOrigin.of(application, mainClass(application.getMainApplicationClass()),
				Arrays.asList(event.getArgs()), properties(event.getApplicationContext().getEnvironment()));
		event.getApplicationContext().getBeanFactory().registerSingleton(ApplicationOrigin.class.getName(), origin);
	}

	private static @Nullable Class<?> mainClass(@Nullable Class<?> candidate) {
		boolean runsTests = candidate != null && TEST_RUNNERS.stream().anyMatch(candidate.getName()::startsWith);
		return runsTests ? null : candidate;
	}

	private static Map<String, String> properties(ConfigurableEnvironment environment) {
		Map<String, String> properties = new LinkedHashMap<>();
		if (!environment.getPropertySources().contains(INLINED_TEST_PROPERTIES)) {
			return properties;
		}
		List<PropertySource<?>> sources = new ArrayList<>(environment.getPropertySources().stream().toList());
		Collections.reverse(sources);
		for (PropertySource<?> source : sources) {
			boolean tests = TEST_PROPERTIES.contains(source.getName())
					|| source.getClass() == ResourcePropertySource.class;
			if (tests && source instanceof EnumerablePropertySource<?> enumerable) {
				for (String name : enumerable.getPropertyNames()) {
					properties.put(name, String.valueOf(enumerable.getProperty(name)));
				}
			}
		}
		if (environment.getActiveProfiles().length > 0) {
			properties.put("spring.profiles.active", String.join(",", environment.getActiveProfiles()));
		}
		return properties;
	}

}
