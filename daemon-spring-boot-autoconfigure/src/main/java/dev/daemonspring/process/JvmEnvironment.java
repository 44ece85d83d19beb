package dev.daemonspring.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.child.WorkerMain;

/**
 * The properties of the daemon's own JVM that worker processes inherit.
 *
 * @param java the {@code java} command
 * @param options the options that the daemon's JVM was started with
 * @param classPath the class path of the application
 * @param systemProperties the system properties
 * @param heap the largest heap of a worker process for which no size is configured, or
 * {@code null} for the JVM's own default
 */
public record JvmEnvironment(Path java, List<String> options, ApplicationClassPath classPath,
		Map<String, String> systemProperties, @Nullable DataSize heap) {

	/**
	 * Create an environment in which heaps have the JVM's own size.
	 */
	public JvmEnvironment(Path java, List<String> options, ApplicationClassPath classPath,
			Map<String, String> systemProperties) {
		this(java, options, classPath, systemProperties, null);
	}

	/**
	 * Return that of this JVM.
	 * @param heap the largest heap of a worker process for which no size is configured,
	 * or {@code null} for the JVM's own default
	 */
	public static JvmEnvironment current(@Nullable DataSize heap) {
		Map<String, String> properties = new TreeMap<>();
		System.getProperties().stringPropertyNames().forEach((key) -> {
			String value = System.getProperty(key);
			if (value != null) {
				properties.put(key, value);
			}
		});
		String command = System.getProperty("os.name", "").startsWith("Windows") ? "java.exe" : "java";
		return new JvmEnvironment(Path.of(System.getProperty("java.home"), "bin", command),
				ManagementFactory.getRuntimeMXBean().getInputArguments(), ApplicationClassPath.of(WorkerMain.class),
				properties, heap);
	}

}
