package dev.daemonspring.child.rehearsal;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * An environment with properties for the rehearsed beans before those of the application.
 * Property sources that are the application's own classes are left out, because their
 * code may do anything.
 */
final class RehearsalEnvironment extends StandardEnvironment {

	static final String PREFIX = "daemon-rehearsal";

	RehearsalEnvironment(ConfigurableEnvironment application) {
		MutablePropertySources sources = getPropertySources();
		sources.addFirst(new MapPropertySource(PREFIX, properties()));
		for (PropertySource<?> source : application.getPropertySources()) {
			if (source.getClass().getName().startsWith("org.springframework.")
					&& !ConfigurationPropertySources.isAttachedConfigurationPropertySource(source)) {
				sources.addLast(source);
			}
		}
		ConfigurationPropertySources.attach(this);
	}

	@Override
	protected void customizePropertySources(MutablePropertySources propertySources) {
	}

	private static Map<String, Object> properties() {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put(PREFIX + ".greeting", "hello");
		properties.put(PREFIX + ".times", "3");
		properties.put(PREFIX + ".timeout", "5s");
		properties.put(PREFIX + ".max-size", "10MB");
		properties.put(PREFIX + ".enabled", "${" + PREFIX + ".switch:true}");
		properties.put(PREFIX + ".directories[0]", "in");
		properties.put(PREFIX + ".directories[1]", "out");
		properties.put(PREFIX + ".labels.first", "one");
		properties.put(PREFIX + ".unit", "seconds");
		properties.put(PREFIX + ".nested.name", "inner");
		// A registry of meters that is rehearsed would stay in the JVM's
		properties.put("management.metrics.use-global-registry", "false");
		return properties;
	}

}
