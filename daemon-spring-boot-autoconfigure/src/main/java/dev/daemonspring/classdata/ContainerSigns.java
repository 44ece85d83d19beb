package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The signs that this process runs in a container: files that container engines create
 * there, environment variables, and names of control groups.
 */
final class ContainerSigns {

	private static final List<String> FILES = List.of(".dockerenv", "run/.containerenv");

	private static final List<String> VARIABLES = List.of("KUBERNETES_SERVICE_HOST", "container");

	private static final List<String> GROUPS = List.of("docker", "kubepods", "containerd", "libpod", "lxc", "crio");

	private final Path root;

	private final Map<String, String> variables;

	ContainerSigns(Path root, Map<String, String> variables) {
		this.root = root;
		this.variables = variables;
	}

	/**
	 * Find the first sign.
	 * @return the sign in words, or nothing
	 */
	Optional<String> find() {
		return FILES.stream()
			.map(this.root::resolve)
			.filter(Files::exists)
			.map((file) -> "'" + file + "' exists")
			.findFirst()
			.or(this::variable)
			.or(this::group);
	}

	private Optional<String> variable() {
		return VARIABLES.stream()
			.filter((name) -> !this.variables.getOrDefault(name, "").isEmpty())
			.map((name) -> "the variable '" + name + "' is set")
			.findFirst();
	}

	private Optional<String> group() {
		Path groups = this.root.resolve("proc/self/cgroup");
		try {
			String text = Files.readString(groups);
			return GROUPS.stream()
				.filter((name) -> isNamed(text, name))
				.map((name) -> "'" + groups + "' names " + name)
				.findFirst();
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	/**
	 * Return whether a group is named after a container engine. The service of an engine
	 * is not a container, nor is a group whose name merely starts alike.
	 */
	private static boolean isNamed(String groups, String name) {
		return groups.lines()
			.map((line) -> line.substring(line.lastIndexOf(':') + 1))
			.flatMap((path) -> List.of(path.split("/")).stream())
			.anyMatch((part) -> !part.endsWith(".service")
					&& (part.equals(name) || part.startsWith(name + "-") || part.startsWith(name + ".")));
	}

}
