package dev.daemonspring.processes;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A daemon whose jars are overwritten in place, as by a copy over them, still restarts
 * its workers and ends in order.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class OverwrittenJarTests {

	private @TempDir Path directory;

	@Test
	void daemonRestartsWorkersAndEndsInOrder() throws Exception {
		List<Path> jars = new ArrayList<>();
		for (String entry : DaemonJvm.classPathOfTest()) {
			Path path = Path.of(entry);
			Path copy = this.directory.resolve(jars.size() + "-" + path.getFileName() + ".jar");
			if (Files.isDirectory(path)) {
				jar(path, copy, 0);
				jars.add(copy);
			}
			else if (Files.exists(path)) {
				jars.add(Files.copy(path, copy));
			}
		}
		try (DaemonJvm daemon = DaemonJvm.start(this.directory, jars.stream().map(Path::toString).toList(),
				List.of("-XX:+UseSerialGC"))) {
			long worker = daemon.awaitWorker(null);
			await().atMost(DaemonJvm.PATIENCE).until(() -> hasLoadedAhead(daemon));
			int index = 0;
			for (String entry : DaemonJvm.classPathOfTest()) {
				Path path = Path.of(entry);
				if (Files.isDirectory(path)) {
					// The daemon knows where each class was
					jar(path, jars.get(index), 1_000_000);
				}
				if (Files.exists(path)) {
					index++;
				}
			}
			for (int i = 0; i < 3; i++) {
				daemon.kill(worker);
				worker = daemon.awaitWorker(worker);
			}
			daemon.order("shutdown");
			assertThat(daemon.awaitExit()).as(daemon.output()).isZero();
			assertThat(daemon.output()).contains("signal 9 (SIGKILL)", "other code than the daemon")
				.doesNotContain("NoClassDefFoundError", "ZipException");
			assertThat(ProcessHandle.of(worker).filter(ProcessHandle::isAlive)).isEmpty();
		}
	}

	/**
	 * The thread that loads classes ahead comes before the worker's process, and goes.
	 */
	private static boolean hasLoadedAhead(DaemonJvm daemon) throws IOException {
		try (Stream<Path> threads = Files.list(Path.of("/proc", Long.toString(daemon.pid()), "task"))) {
			return threads.noneMatch((thread) -> name(thread).startsWith("daemon-preload"));
		}
	}

	private static String name(Path thread) {
		try {
			return Files.readString(thread.resolve("comm"));
		}
		catch (IOException ex) {
			return "";
		}
	}

	/**
	 * Write a jar, over one that is there.
	 * @param classes the directory that it holds
	 * @param jar the jar
	 * @param shift how many bytes come before everything else
	 */
	private static void jar(Path classes, Path jar, int shift) throws IOException {
		try (OutputStream file = Files.newOutputStream(jar);
				JarOutputStream out = new JarOutputStream(file);
				Stream<Path> paths = Files.walk(classes)) {
			byte[] bytes = new byte[shift];
			new Random(1).nextBytes(bytes);
			out.putNextEntry(new JarEntry("shift"));
			out.write(bytes);
			for (Path path : paths.filter((path) -> !path.equals(classes)).toList()) {
				boolean directory = Files.isDirectory(path);
				out.putNextEntry(new JarEntry(classes.relativize(path) + (directory ? "/" : "")));
				if (!directory) {
					Files.copy(path, out);
				}
			}
		}
	}

}
