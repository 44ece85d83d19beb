package dev.daemonspring.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.daemonspring.child.WorkerMain;

/**
 * The properties of the daemon's own JVM that worker processes inherit.
 *
 * @param java the {@code java} command
 * @param options the options that the daemon's JVM was started with
 * @param classPath the class path of the application
 * @param systemProperties the system properties
 */
public record JvmEnvironment(Path java, List<String> options, ApplicationClassPath classPath,
		Map<String, String> systemProperties) {

	/**
	 * The environment variables that hold options for JVMs.
	 */
	public static final List<String> OPTION_VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

	public static JvmEnvironment current() {
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
				properties);
	}

}
