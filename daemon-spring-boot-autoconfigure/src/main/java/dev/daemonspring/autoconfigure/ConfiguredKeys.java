package dev.daemonspring.autoconfigure;

import java.beans.PropertyDescriptor;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

import dev.daemonspring.supervisor.RestartSettings;
import dev.daemonspring.supervisor.ScaleSettings;
import dev.daemonspring.supervisor.WorkerDefinition;

/**
 * The keys of an environment that are meant for workers but have no effect, because
 * binding ignores unknown keys. Keys are compared as Spring Boot compares them, without
 * case and punctuation.
 */
final class ConfiguredKeys {

	private static final ConfigurationPropertyName WORKERS = ConfigurationPropertyName.of("daemon.workers");

	private static final ConfigurationPropertyName DEFAULTS = ConfigurationPropertyName.of("daemon.defaults");

	private static final ConfigurationPropertyName SINGULAR = ConfigurationPropertyName.of("daemon.worker");

	private static final Set<String> KEYS = keys();

	private final Environment environment;

	ConfiguredKeys(Environment environment) {
		this.environment = environment;
	}

	private static Set<String> keys() {
		Set<String> keys = new TreeSet<>();
		addKeys(WorkerProperties.class, "", keys);
		return keys;
	}

	private static void addKeys(Class<?> type, String prefix, Set<String> keys) {
		for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
			String key = prefix + dashed(property.getName());
			if (property.getWriteMethod() != null) {
				keys.add(key);
			}
			else if (isNested(property.getPropertyType())) {
				addKeys(property.getPropertyType(), key + ".", keys);
			}
		}
	}

	private static boolean isNested(Class<?> type) {
		return RestartSettings.class.isAssignableFrom(type) || ScaleSettings.class.isAssignableFrom(type);
	}

	private static String dashed(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	/**
	 * Return a name without case and punctuation.
	 */
	private static String uniform(String name) {
		return name.replaceAll("[^A-Za-z0-9.\\[\\]]", "").toLowerCase(Locale.ROOT);
	}

	/**
	 * Return the candidate that is most similar to a text, or {@code null} when none is
	 * similar enough.
	 */
	private static @Nullable String nearest(String text, Collection<String> candidates) {
		String wanted = uniform(text);
		return candidates.stream()
			.filter((candidate) -> distance(wanted, uniform(candidate)) <= Math.max(1, wanted.length() / 3))
			.min(Comparator.comparingInt((candidate) -> distance(wanted, uniform(candidate))))
			.orElse(null);
	}

	private static int distance(String a, String b) {
		int[] row = new int[b.length() + 1];
		for (int j = 0; j <= b.length(); j++) {
			row[j] = j;
		}
		for (int i = 1; i <= a.length(); i++) {
			int diagonal = row[0];
			row[0] = i;
			for (int j = 1; j <= b.length(); j++) {
				int above = row[j];
				int replaced = diagonal + ((a.charAt(i - 1) == b.charAt(j - 1)) ? 0 : 1);
				row[j] = Math.min(replaced, Math.min(above, row[j - 1]) + 1);
				diagonal = above;
			}
		}
		return row[b.length()];
	}

	/**
	 * Return a warning for each key that has no effect.
	 */
	List<String> warnings() {
		Set<String> warnings = new TreeSet<>();
		for (ConfigurationPropertySource source : ConfigurationPropertySources.get(this.environment)) {
			if (source instanceof IterableConfigurationPropertySource iterable) {
				iterable.stream().forEach((name) -> warn(name, warnings));
			}
		}
		return List.copyOf(warnings);
	}

	/**
	 * Return a warning for each name below {@code daemon.workers} that is not a worker's.
	 * @param names the names
	 * @param workers the definitions of all workers
	 */
	static List<String> unknownWorkers(Collection<String> names, Collection<WorkerDefinition> workers) {
		List<String> known = workers.stream().map(WorkerDefinition::name).toList();
		return names.stream()
			.filter((name) -> workers.stream().noneMatch((worker) -> worker.isMeantBy(name)))
			.map((name) -> unknownWorker(name, known))
			.toList();
	}

	private static String unknownWorker(String name, List<String> known) {
		String nearest = nearest(name, known);
		return "'daemon.workers.%s' configures a worker that does not exist. ".formatted(name)
				+ ((nearest != null) ? "Did you mean 'daemon.workers.%s'? ".formatted(nearest) : "") + "Known workers: "
				+ known;
	}

	private static void warn(ConfigurationPropertyName name, Set<String> warnings) {
		if (SINGULAR.isAncestorOf(name)) {
			if (name.getNumberOfElements() > SINGULAR.getNumberOfElements() + 1) {
				warnings.add("'%s' has no effect. Write 'daemon.workers.%s'.".formatted(name,
						name.subName(SINGULAR.getNumberOfElements())));
			}
		}
		else if (DEFAULTS.isAncestorOf(name)) {
			warnUnlessKnown(name, DEFAULTS.getNumberOfElements(), warnings);
		}
		else if (WORKERS.isAncestorOf(name) && name.getNumberOfElements() > WORKERS.getNumberOfElements() + 1) {
			warnUnlessKnown(name, WORKERS.getNumberOfElements() + 1, warnings);
		}
	}

	private static void warnUnlessKnown(ConfigurationPropertyName name, int elements, Set<String> warnings) {
		String key = uniform(name.subName(elements).toString());
		if (KEYS.stream().map(ConfiguredKeys::uniform).anyMatch((known) -> isElementOf(key, known))) {
			return;
		}
		String nearest = nearest(key, KEYS);
		warnings.add("'%s' has no effect. ".formatted(name) + ((nearest != null)
				? "Did you mean '%s.%s'?".formatted(name.chop(elements), nearest) : "Known keys: " + KEYS + "."));
	}

	/**
	 * Return whether a key is a known one, an element of a list such as
	 * {@code jvm-args[0]}, or a key of a map.
	 */
	private static boolean isElementOf(String key, String known) {
		return key.equals(known) || key.startsWith(known + "[") || key.startsWith(known + ".");
	}

}
