package dev.daemonspring.process;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.daemonspring.child.WorkerMain;

/**
 * The daemon's own JVM, as far as worker processes take after it.
 *
 * @param java the {@code java} command
 * @param options the options that this JVM was started with
 * @param classPath where the application's classes come from
 * @param systemProperties the system properties
 */
public record JvmEnvironment(Path java, List<String> options, ApplicationClassPath classPath,
		Map<String, String> systemProperties) {

	/**
	 * Environment variables that hold options of JVMs.
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
