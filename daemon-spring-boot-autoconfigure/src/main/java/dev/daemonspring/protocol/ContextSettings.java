package dev.daemonspring.protocol;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.PatternMatchUtils;

/**
 * What a worker lets the beans that it depends on do by themselves.
 *
 * @param connectionPoolSize how many connections a pool has for the worker, or
 * {@code null} for two, or as many as the application has configured where that is less
 * @param scheduling whether {@code @Scheduled} methods and schedulers run
 * @param lifecycle patterns with {@code *} of the names of beans that may listen for
 * messages
 */
public record ContextSettings(@Nullable Integer connectionPoolSize, boolean scheduling, List<String> lifecycle) {

	/**
	 * No beans do anything by themselves.
	 */
	public static final ContextSettings DEFAULT = new ContextSettings(null, false, List.of());

	public ContextSettings {
		lifecycle = List.copyOf(lifecycle);
	}

	/**
	 * Return whether a bean may listen for messages.
	 * @param beanName the name of the bean
	 * @return whether it may
	 */
	public boolean allowsListening(String beanName) {
		return this.lifecycle.stream().anyMatch((pattern) -> PatternMatchUtils.simpleMatch(pattern, beanName));
	}

}
