package dev.daemonspring.classdata;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.Attributes;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.JvmEnvironment;

/**
 * The class path of an archive. It consists of jars only: directories are packed, and an
 * executable jar is extracted, next to the archive.
 */
final class ArchivedClassPath {

	private static final String JAR_LAUNCHER = "org.springframework.boot.loader.launch.JarLauncher";

	private static final List<String> LAUNCHER_SETTINGS = List.of("path", "home", "args", "config", "classpath",
			"system");

	private final JvmEnvironment environment;

	private final BackgroundProcess process;

	ArchivedClassPath(JvmEnvironment environment, BackgroundProcess process) {
		this.environment = environment;
		this.process = process;
	}

	/**
	 * Determine whether there is a reason why such a class path can't be made.
	 * @param environment the daemon's JVM
	 * @param entries the daemon's class path
	 * @param variables the environment variables
	 * @return the reason, or {@code null} if there is none
	 * @throws IOException if the application's jar can't be read
	 */
	static @Nullable String obstacle(JvmEnvironment environment, List<ClassPathEntry> entries,
			Map<String, String> variables) throws IOException {
		if (!environment.classPath().isLaunched()) {
			return null;
		}
		if (entries.size() != 1 || !entries.get(0).isFile()) {
			return "the application is neither a jar nor on the class path";
		}
		String launcher = JarAttributes.of(entries.get(0)).getValue(Attributes.Name.MAIN_CLASS);
		if (!JAR_LAUNCHER.equals(launcher)) {
			return "the application's jar is started by '" + launcher + "'";
		}
		boolean configured = environment.systemProperties()
			.keySet()
			.stream()
			.anyMatch((name) -> isOfLauncher(name, '.'))
				|| variables.keySet().stream().anyMatch((name) -> isOfLauncher(name, '_'));
		return configured ? "the launcher of the application's jar is configured" : null;
	}

	private static boolean isOfLauncher(String name, char separator) {
		String lowerCase = name.toLowerCase(Locale.ROOT);
		return LAUNCHER_SETTINGS.stream().anyMatch((setting) -> lowerCase.startsWith("loader" + separator + setting));
	}

	/**
	 * Make the class path.
	 * @param entries the daemon's class path
	 * @param directory the directory of the archive
	 * @return the class path
	 */
	String make(List<ClassPathEntry> entries, Path directory) throws IOException, InterruptedException {
		if (this.environment.classPath().isLaunched()) {
			return extract(entries.get(0).path(), directory).toString();
		}
		List<String> jars = new ArrayList<>();
		for (ClassPathEntry entry : entries) {
			if (entry.isDirectory()) {
				Path jar = directory.resolve("classes-" + jars.size() + ".jar");
				PackedDirectory.pack(entry.path(), jar);
				jars.add(jar.toString());
			}
			else if (entry.isFile()) {
				jars.add(entry.path().toString());
			}
		}
		return String.join(File.pathSeparator, jars);
	}

	private Path extract(Path jar, Path directory) throws IOException, InterruptedException {
		Path target = directory.resolve("application");
		Path output = directory.resolve("extract.log");
		int exit = this.process.run(List.of(this.environment.java().toString(), "-Xshare:auto", "-XX:+UseSerialGC",
				"-Djarmode=tools", "-jar", jar.toString(), "extract", "--destination", target.toString()), output,
				null);
		Path extracted = target.resolve(jar.getFileName());
		if (exit != 0 || !Files.exists(extracted)) {
			throw new IOException("'%s' could not be extracted (exit code %d): %s".formatted(jar, exit,
					Files.readString(output).strip()));
		}
		Files.delete(output);
		return extracted;
	}

}
