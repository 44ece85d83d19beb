package dev.daemonspring.process;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/**
 * The files from which the application has read its configuration, except those in a jar,
 * which do not change. Thread-safe.
 */
public final class ConfigurationFiles implements LongSupplier {

	private final List<File> files;

	private ConfigurationFiles(Set<File> files) {
		this.files = new ArrayList<>(files);
	}

	/**
	 * Return the configuration files of an environment.
	 * @param environment the environment, which has read its files
	 * @return the files
	 */
	public static ConfigurationFiles of(ConfigurableEnvironment environment) {
		Set<File> files = new LinkedHashSet<>();
		for (PropertySource<?> source : environment.getPropertySources()) {
			File file = file(source);
			if (file != null) {
				files.add(file);
			}
		}
		return new ConfigurationFiles(files);
	}

	private static @Nullable File file(PropertySource<?> source) {
		if (source instanceof EnumerablePropertySource<?> enumerable && source instanceof OriginLookup<?>) {
			String[] names = enumerable.getPropertyNames();
			Origin origin = (names.length > 0) ? OriginLookup.getOrigin(source, names[0]) : null;
			Resource resource = (origin instanceof TextResourceOrigin text) ? text.getResource() : null;
			try {
				return (resource != null && resource.isFile()) ? resource.getFile() : null;
			}
			catch (IOException ex) {
				return null;
			}
		}
		return null;
	}

	/**
	 * Return a number that changes when one of the files changes. Reads the file system.
	 */
	@Override
	public long getAsLong() {
		long version = 1;
		for (File file : this.files) {
			version = 31 * (31 * version + file.lastModified()) + file.length();
		}
		return version;
	}

}
