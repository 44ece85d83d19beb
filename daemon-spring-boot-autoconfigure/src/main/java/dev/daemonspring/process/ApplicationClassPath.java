package dev.daemonspring.process;

import java.io.File;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;

/**
 * The class path of the application, in a form that another JVM can use.
 *
 * @param entries the class path
 * @param isLaunched whether the application's classes come through Boot's launcher (an
 * executable jar or war, or its exploded form) and not from the class path itself
 * @param loaderPath the paths where the launcher looks in a war, or {@code null} for the
 * launcher's default
 */
public record ApplicationClassPath(String entries, boolean isLaunched, @Nullable String loaderPath) {

	private static final String BOOT_LOADER = "org.springframework.boot.loader.";

	private static final String WEB_INF = "WEB-INF/";

	/**
	 * Directories that hold the classes of an executable war, in order.
	 */
	private static final List<String> WAR_DIRECTORIES = List.of("classes/", "lib/", "lib-provided/");

	/**
	 * Determine where the application's classes come from.
	 * @param type one of these classes
	 * @return the class path
	 * @throws WorkerConfigurationException when a class loader does not reveal it
	 */
	static ApplicationClassPath of(Class<?> type) {
		String name = type.getName().replace('.', '/') + ".class";
		String classPath = System.getProperty("java.class.path");
		if (ClassLoader.getSystemClassLoader().getResource(name) != null) {
			return new ApplicationClassPath(classPath, false, null);
		}
		ClassLoader classLoader = type.getClassLoader();
		if (classLoader.getClass().getName().startsWith(BOOT_LOADER)) {
			return new ApplicationClassPath(classPath, true, loaderPath(String.valueOf(classLoader.getResource(name))));
		}
		return new ApplicationClassPath(ofContainer(classLoader, classPath), false, null);
	}

	/**
	 * Return the paths where the launcher must look to find what the launcher of a war
	 * has found.
	 * @param location the URL of a class in a library of the application
	 * @return the paths, or {@code null} when the application is not a war
	 */
	static @Nullable String loaderPath(String location) {
		if (location.contains("!" + WEB_INF)) {
			return String.join(",", WAR_DIRECTORIES.stream().map(WEB_INF::concat).toList());
		}
		int exploded = location.lastIndexOf("/" + WEB_INF + "lib");
		if (exploded == -1) {
			return null;
		}
		String root = StringUtils.uriDecode(location.substring(location.indexOf("file:") + "file:".length(), exploded),
				StandardCharsets.UTF_8);
		return String.join(",", WAR_DIRECTORIES.stream().map((directory) -> root + "/" + WEB_INF + directory).toList());
	}

	/**
	 * The web application's own classes come first, then those of the container (the
	 * servlet API, a driver that all applications share).
	 */
	private static String ofContainer(ClassLoader webApplication, String classPath) {
		Set<String> entries = new LinkedHashSet<>();
		for (ClassLoader loader = webApplication; loader != null; loader = loader.getParent()) {
			if (loader instanceof URLClassLoader urls) {
				entries.addAll(files(urls));
			}
			else if (loader == webApplication) {
				throw unknown(loader, "it does not expose its URLs");
			}
		}
		entries.addAll(List.of(StringUtils.delimitedListToStringArray(classPath, File.pathSeparator)));
		return String.join(File.pathSeparator, entries);
	}

	private static List<String> files(URLClassLoader loader) {
		List<String> files = new ArrayList<>();
		for (URL url : loader.getURLs()) {
			try {
				files.add(Path.of(url.toURI()).toString());
			}
			catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException ex) {
				throw unknown(loader, "'" + url + "' is not a file");
			}
		}
		return files;
	}

	private static WorkerConfigurationException unknown(ClassLoader loader, String reason) {
		return new WorkerConfigurationException(
				"Worker processes can't be started from this servlet container: the location of the application's"
						+ " classes can't be determined from the class loader '%s', because %s."
							.formatted(loader.getClass().getName(), reason),
				"Have the container unpack the war ('unpackWARs=\"true\"' in Tomcat), run it with 'java -jar', or run"
						+ " the workers on threads of the application with 'daemon.isolation=thread'.");
	}

}
