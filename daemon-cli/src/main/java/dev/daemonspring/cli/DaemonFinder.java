package dev.daemonspring.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.RegionPaths;

/**
 * Finds daemons by their regions. Asks nobody.
 */
final class DaemonFinder {

	/**
	 * The variable that sets {@code daemon.directory} for the application, too.
	 */
	private static final String DIRECTORY = "DAEMON_DIRECTORY";

	private static final String REGION = ".region";

	/**
	 * The address, rights, offset, device and inode of a mapping, then its file.
	 */
	private static final Pattern MAPPING = Pattern.compile("^(?:\\S+\\s+){5}(/.*" + Pattern.quote(REGION) + ")$");

	private final List<Path> directories;

	/**
	 * Create a finder.
	 * @param directories where daemons are looked for; they need not exist
	 */
	DaemonFinder(List<Path> directories) {
		this.directories = List.copyOf(directories);
	}

	static DaemonFinder ofSystem(Map<String, String> environment) {
		String configured = environment.getOrDefault(DIRECTORY, "");
		return new DaemonFinder(
				configured.isBlank() ? RegionPaths.directories() : List.of(Path.of(configured).toAbsolutePath()));
	}

	/**
	 * Return where daemons are looked for.
	 */
	List<Path> directories() {
		return this.directories;
	}

	/**
	 * Find daemons.
	 * @param which an id of a process, a directory, a region's file, or {@code null} for
	 * all
	 * @return what was found: first those that live, then the last to die
	 */
	List<FoundDaemon> find(@Nullable String which) {
		List<FoundDaemon> found = new ArrayList<>();
		if (which != null && which.matches("\\d{1,18}")) {
			findProcess(Long.parseLong(which), found);
		}
		else if (which != null) {
			Path path = Path.of(which).toAbsolutePath();
			if (path.toString().endsWith(REGION) && !Files.isDirectory(path)) {
				if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
					found.add(FoundDaemon.read(path));
				}
			}
			else {
				read(path, found);
			}
		}
		else {
			this.directories.forEach((directory) -> read(directory, found));
		}
		found.sort(Comparator.comparing((FoundDaemon daemon) -> !daemon.state().isAlive())
			.thenComparing((daemon) -> -modified(daemon.file())));
		return found;
	}

	private void findProcess(long pid, List<FoundDaemon> found) {
		this.directories.forEach((directory) -> read(directory, found));
		found.removeIf((daemon) -> daemon.pid() != pid);
		if (found.isEmpty()) {
			mapped(pid).forEach((file) -> found.add(FoundDaemon.read(file)));
			found.removeIf((daemon) -> daemon.pid() != pid);
		}
	}

	/**
	 * Return the regions that a process has mapped, wherever they are.
	 */
	private static Set<Path> mapped(long pid) {
		Set<Path> files = new LinkedHashSet<>();
		try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(pid), "maps"),
				StandardCharsets.ISO_8859_1)) {
			lines.map(MAPPING::matcher).filter(Matcher::matches).forEach((match) -> files.add(Path.of(match.group(1))));
		}
		catch (IOException | RuntimeException ex) {
			// No such process, or one of another user
		}
		return files;
	}

	private static void read(Path directory, List<FoundDaemon> found) {
		try {
			for (Path file : RegionPaths.regions(directory)) {
				FoundDaemon daemon = FoundDaemon.read(file);
				// A daemon that has just ended has removed it
				if (daemon.state() != DaemonState.UNREADABLE || Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
					found.add(daemon);
				}
			}
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			// No daemon has made it
		}
		catch (IOException ex) {
			found.add(new FoundDaemon(directory, DaemonState.UNREADABLE, 0, List.of(),
					"The directory '%s' can't be read: %s".formatted(directory, ex)));
		}
	}

	private static long modified(Path file) {
		try {
			return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toMillis();
		}
		catch (IOException ex) {
			return 0;
		}
	}

}
