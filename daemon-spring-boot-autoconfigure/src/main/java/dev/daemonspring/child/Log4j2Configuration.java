package dev.daemonspring.child;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.appender.MemoryMappedFileAppender;
import org.apache.logging.log4j.core.appender.RandomAccessFileAppender;
import org.apache.logging.log4j.core.appender.RollingFileAppender;
import org.apache.logging.log4j.core.appender.RollingRandomAccessFileAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Node;
import org.apache.logging.log4j.core.config.Reconfigurable;
import org.apache.logging.log4j.core.config.composite.CompositeConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * A Log4j configuration whose file appenders, including those that a {@code Routing}
 * appender creates later, are redirected to files of the process's own before they are
 * created.
 */
final class Log4j2Configuration extends CompositeConfiguration {

	private static final Set<Class<?>> FILE_APPENDERS = Set.of(FileAppender.class, RandomAccessFileAppender.class,
			MemoryMappedFileAppender.class, RollingFileAppender.class, RollingRandomAccessFileAppender.class);

	private static final String FILE = "fileName";

	private static final String PATTERN = "filePattern";

	private static final String APPEND = "append";

	private final AbstractConfiguration original;

	private final LogFiles files;

	Log4j2Configuration(AbstractConfiguration original, LogFiles files) {
		super(List.of(original));
		this.original = original;
		this.files = files;
	}

	@Override
	public ConfigurationSource getConfigurationSource() {
		return this.original.getConfigurationSource();
	}

	@Override
	public @Nullable Configuration reconfigure() {
		return (this.original instanceof Reconfigurable reconfigurable)
				? Log4j2Files.own(reconfigurable.reconfigure(), this.files) : null;
	}

	@Override
	public void createConfiguration(Node node, @Nullable LogEvent event) {
		if (node.getType() != null && FILE_APPENDERS.contains(node.getType().getPluginClass())) {
			rewrite(node.getAttributes(), event);
		}
		super.createConfiguration(node, event);
	}

	private void rewrite(Map<String, String> attributes, @Nullable LogEvent event) {
		String file = find(attributes, FILE);
		String pattern = find(attributes, PATTERN);
		if (this.files.discarded()) {
			String temporary = LogFiles.temporary();
			if (file != null) {
				put(attributes, FILE, temporary);
			}
			if (pattern != null) {
				put(attributes, PATTERN, temporary + ".%i");
			}
			return;
		}
		if (file != null) {
			String resolved = resolve(file, event);
			if (!isOwn(file, resolved)) {
				put(attributes, FILE, this.files.ofFile(resolved));
				// Keep what an earlier process of the worker logged
				put(attributes, APPEND, "true");
			}
		}
		if (pattern != null && !isOwn(pattern, resolve(pattern, event))) {
			put(attributes, PATTERN, this.files.name().ofPattern(pattern));
		}
	}

	private String resolve(String value, @Nullable LogEvent event) {
		String resolved = (event != null) ? getStrSubstitutor().replace(event, value)
				: getConfigurationStrSubstitutor().replace(value);
		return (resolved != null) ? resolved : value;
	}

	private boolean isOwn(String configured, String resolved) {
		boolean hasPlaceholder = !configured.equals(resolved);
		return this.files.isBootFile(resolved) || LogFiles.isDevice(resolved)
				|| (hasPlaceholder && this.files.name().isIn(resolved));
	}

	private static @Nullable String find(Map<String, String> attributes, String name) {
		return attributes.entrySet()
			.stream()
			.filter((attribute) -> attribute.getKey().equalsIgnoreCase(name))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
	}

	private static void put(Map<String, String> attributes, String name, String value) {
		attributes.keySet().removeIf((key) -> key.equalsIgnoreCase(name));
		attributes.put(name, value);
	}

}
