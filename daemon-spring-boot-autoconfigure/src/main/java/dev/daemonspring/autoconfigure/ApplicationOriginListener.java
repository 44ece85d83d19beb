package dev.daemonspring.autoconfigure;

import java.lang.reflect.Modifier;
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
		String mainClass = mainClass(application.getMainApplicationClass());
		List<String> sources = application.getAllSources()
			.stream()
			.map((source) -> (source instanceof Class<?> type) ? type.getName() : source.toString())
			.toList();
		ApplicationOrigin origin = new ApplicationOrigin(mainClass, sources, Arrays.asList(event.getArgs()),
				properties(event.getApplicationContext().getEnvironment(), mainClass == null));
		event.getApplicationContext().getBeanFactory().registerSingleton(ApplicationOrigin.class.getName(), origin);
	}

	private static @Nullable String mainClass(@Nullable Class<?> candidate) {
		if (candidate == null || TEST_RUNNERS.stream().anyMatch(candidate.getName()::startsWith)) {
			return null;
		}
		try {
			boolean isStatic = Modifier.isStatic(candidate.getDeclaredMethod("main", String[].class).getModifiers());
			return isStatic ? candidate.getName() : null;
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

	private static Map<String, String> properties(ConfigurableEnvironment environment, boolean withProfiles) {
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
		if (withProfiles && environment.getActiveProfiles().length > 0) {
			properties.put("spring.profiles.active", String.join(",", environment.getActiveProfiles()));
		}
		return properties;
	}

}
