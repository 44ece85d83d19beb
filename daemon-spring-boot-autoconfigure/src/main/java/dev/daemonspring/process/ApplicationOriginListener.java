package dev.daemonspring.process;

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
import org.springframework.boot.env.DefaultPropertiesPropertySource;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.support.ResourcePropertySource;

import dev.daemonspring.process.ApplicationOrigin.Entry;

/**
 * A listener that records how the application was started, so that worker processes can
 * start it again.
 */
class ApplicationOriginListener implements ApplicationListener<ApplicationPreparedEvent> {

	private static final String INLINED_TEST_PROPERTIES = "Inlined Test Properties";

	private static final Set<String> TEST_PROPERTIES = Set.of(INLINED_TEST_PROPERTIES, "Dynamic Test Properties");

	/**
	 * Packages of programs whose {@code main} method runs tests; it does not start the
	 * application.
	 */
	private static final List<String> TEST_RUNNERS = List.of("org.apache.maven.surefire.", "org.junit.",
			"com.intellij.rt.", "org.eclipse.jdt.", "org.gradle.", "worker.org.gradle.");

	@Override
	public void onApplicationEvent(ApplicationPreparedEvent event) {
		ConfigurableApplicationContext context = event.getApplicationContext();
		List<String> arguments = Arrays.asList(event.getArgs());
		// The servlet context of a test is a mock
		boolean test = context.getEnvironment().getPropertySources().contains(INLINED_TEST_PROPERTIES);
		ApplicationOrigin origin = (!test && ServletDeployment.isOf(context))
				? deployed(event.getSpringApplication(), arguments, context.getEnvironment())
				: started(event.getSpringApplication(), arguments, context.getEnvironment());
		context.getBeanFactory().registerSingleton(ApplicationOrigin.class.getName(), origin);
	}

	private static ApplicationOrigin deployed(SpringApplication application, List<String> arguments,
			ConfigurableEnvironment environment) {
		return ApplicationOrigin.of(application, Entry.SERVLET_CONTAINER,
				ServletDeployment.initializer(application.getMainApplicationClass()), arguments,
				ServletDeployment.initParameters(environment));
	}

	private static ApplicationOrigin started(SpringApplication application, List<String> arguments,
			ConfigurableEnvironment environment) {
		Class<?> augmenting = AugmentedMain.find();
		boolean augmented = augmenting != null;
		Class<?> main = mainClass(augmented ? augmenting : application.getMainApplicationClass());
		Map<String, String> properties = properties(environment);
		if (main == null) {
			defaultProperties(environment).forEach(properties::putIfAbsent);
		}
		return ApplicationOrigin.of(application, augmented ? Entry.AUGMENTED_MAIN_METHOD : Entry.MAIN_METHOD, main,
				arguments, properties);
	}

	/**
	 * Return the default properties, which no {@code main} method would set again, with
	 * their effective values.
	 */
	private static Map<String, String> defaultProperties(ConfigurableEnvironment environment) {
		Map<String, String> properties = new LinkedHashMap<>();
		if (environment.getPropertySources()
			.get(DefaultPropertiesPropertySource.NAME) instanceof EnumerablePropertySource<?> defaults) {
			for (String name : defaults.getPropertyNames()) {
				properties.put(name, String.valueOf(environment.getProperty(name)));
			}
		}
		return properties;
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
