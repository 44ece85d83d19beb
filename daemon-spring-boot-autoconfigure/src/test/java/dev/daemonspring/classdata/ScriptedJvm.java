package dev.daemonspring.classdata;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import dev.daemonspring.process.ApplicationClassPath;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.process.JvmEnvironment;
import dev.daemonspring.process.LaunchPlan;

/**
 * A JVM that is a shell script: it is started to make an archive, and does what a test
 * says. Its class path is one directory, its cache another.
 */
final class ScriptedJvm {

	static final ArchiveKind KIND = ArchiveKind.DYNAMIC_CDS;

	static final LaunchPlan PLAN = new LaunchPlan(List.of("-Da=b"), null, null);

	/**
	 * The commands of a JVM that makes the archive that it is asked for.
	 */
	static final String MAKES_ARCHIVE = "echo classes > \"$archive\"";

	private static final String SCRIPT = """
			#!/bin/sh
			for option
			do
				case "$option" in
					-XX:ArchiveClassesAtExit=*) archive="${option#*=}" ;;
					-XX:SharedArchiveFile=*) base="${option#*=}" ;;
					-Xshare:dump) dump="yes" ;;
				esac
			done
			if [ "$dump" ]
			then
				echo "$$ $@" >> "%s"
				%s
				exit
			fi
			head -c 1 > /dev/null
			echo "$$ $@" >> "%s"
			%s
			""";

	private final Path directory;

	private final Path runs;

	private final Path dumps;

	private String dump = "echo base > \"$base\"";

	private final Path classes;

	private final ArchiveDirectory archives;

	private final ClassDataCache cache;

	ScriptedJvm(Path directory, Clock clock) throws IOException {
		this.directory = directory;
		this.runs = directory.resolve("runs");
		this.dumps = directory.resolve("dumps");
		this.classes = Files.createDirectory(directory.resolve("classes"));
		Files.writeString(this.classes.resolve("A.class"), "a");
		this.archives = new ArchiveDirectory(directory.resolve("cache"), clock);
		this.cache = new ClassDataCache(KIND, environment(), this.archives);
	}

	/**
	 * Say what each process does that is started. The script is written by another
	 * process: while this one had it open, no process could be started from it.
	 */
	void does(String commands) throws IOException, InterruptedException {
		Path script = environment().java();
		Process writer = new ProcessBuilder("sh", "-c", "cat > \"$0\" && chmod +x \"$0\"", script.toString()).start();
		try (OutputStream out = writer.getOutputStream()) {
			out.write(SCRIPT.formatted(this.dumps, this.dump, this.runs, commands).getBytes(StandardCharsets.UTF_8));
		}
		if (writer.waitFor() != 0) {
			throw new IOException("The script could not be written");
		}
	}

	/**
	 * Return the processes that have been started: the id of each, and its arguments.
	 */
	List<String> runs() {
		return lines(this.runs);
	}

	/**
	 * Return those that were to make an archive of the JVM's own classes, which are not
	 * among the others.
	 */
	List<String> dumps() {
		return lines(this.dumps);
	}

	/**
	 * Say what those do.
	 */
	void dumps(String commands) {
		this.dump = commands;
	}

	private static List<String> lines(Path file) {
		try {
			return Files.exists(file) ? Files.readAllLines(file) : List.of();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	Path classes() {
		return this.classes;
	}

	ArchiveDirectory archives() {
		return this.archives;
	}

	ClassDataCache cache() {
		return this.cache;
	}

	ArchiveMaker maker() {
		return new ArchiveMaker(KIND, environment(), ApplicationOrigin.unknown(), this.archives, this.cache);
	}

	ArchiveKey key(LaunchPlan plan) {
		return Objects.requireNonNull(this.cache.key(plan));
	}

	/**
	 * Make an archive as another daemon does.
	 * @return its directory
	 */
	Path makeArchive(LaunchPlan plan) throws IOException {
		Objects.requireNonNull(this.archives.tryLock()).close();
		Path made = this.archives.make(key(plan));
		Files.writeString(KIND.file(made), "classes");
		Files.writeString(made.resolve(ClassDataCache.CLASS_PATH), "-cp a.jar");
		ArchiveManifest.write(made);
		return made;
	}

	JvmEnvironment environment() {
		return new JvmEnvironment(this.directory.resolve("java"), List.of(),
				new ApplicationClassPath(this.classes.toString(), false, null), Map.of("java.vm.version", "17.0.1"));
	}

}
