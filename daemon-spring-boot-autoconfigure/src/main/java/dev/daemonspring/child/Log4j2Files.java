package dev.daemonspring.child;

import java.net.URI;

import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads every Log4j configuration, in any format, as one whose file appenders have files
 * of the process's own. The appenders are redirected before they are created, so no file
 * of the daemon is opened, rolled or truncated.
 */
final class Log4j2Files extends ConfigurationFactory {

	private final ConfigurationFactory delegate;

	private final LogFiles files;

	private Log4j2Files(ConfigurationFactory delegate, LogFiles files) {
		this.delegate = delegate;
		this.files = files;
	}

	static void install(LogFiles files) {
		ConfigurationFactory current = getInstance();
		if (!(current instanceof Log4j2Files)) {
			setConfigurationFactory(new Log4j2Files(current, files));
		}
	}

	static @Nullable Configuration own(@Nullable Configuration configuration, LogFiles files) {
		if (configuration instanceof AbstractConfiguration original && !(original instanceof Log4j2Configuration)
				&& original.getRootNode() != null && original.getState() == AbstractConfiguration.State.INITIALIZING) {
			return new Log4j2Configuration(original, files);
		}
		return configuration;
	}

	@Override
	protected String[] getSupportedTypes() {
		return new String[] { "*" };
	}

	@Override
	public @Nullable Configuration getConfiguration(LoggerContext context, ConfigurationSource source) {
		return own(this.delegate.getConfiguration(context, source), this.files);
	}

	@Override
	public @Nullable Configuration getConfiguration(LoggerContext context, @Nullable String name,
			@Nullable URI location) {
		return own(this.delegate.getConfiguration(context, name, location), this.files);
	}

	@Override
	public @Nullable Configuration getConfiguration(LoggerContext context, @Nullable String name,
			@Nullable URI location, @Nullable ClassLoader loader) {
		return own(this.delegate.getConfiguration(context, name, location, loader), this.files);
	}

}
