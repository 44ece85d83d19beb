package org.example.plain;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Class-data archives, with real JVMs: made in the background, used from the next start
 * of a worker on, and never in the way.
 */
class ClassDataIT {

	private static final String MADE = "Class-data archive for worker processes made in";

	@TempDir
	Path temp;

	private Path cache;

	@BeforeEach
	void cache() {
		this.cache = this.temp.resolve("a cache");
	}

	@Test
	void archiveOfExecutableJarIsMadeAndUsed() throws IOException {
		String address;
		try (PlainProcess plain = start("-jar", PlainProcess.JAR.toString())) {
			long first = pid(plain, 0);
			assertThat(usesArchive(first)).isFalse();
			plain.process().awaitLine(MADE);
			assertThat(files("application")).hasSize(1);
			assertThat(files("training.*")).isEmpty();
			assertThat(files("base.log")).isEmpty();
			long second = restart(plain, first);
			assertThat(usesArchive(second)).isTrue();
			address = address(second);
		}
		try (PlainProcess plain = start("-jar", PlainProcess.JAR.toString())) {
			long first = pid(plain, 0);
			assertThat(usesArchive(first)).isTrue();
			assertThat(address(first)).as("the same address, so that its pages are shared").isEqualTo(address);
			assertThat(plain.process().count(MADE)).isZero();
			// What a JVM does that has mapped a bad archive
			new ProcessBuilder("kill", "-SEGV", Long.toString(first)).start();
			assertThat(usesArchive(pid(plain, first))).isFalse();
			plain.process().awaitLine("Class-data archive '.*' is given up");
		}
	}

	@Test
	void archiveOfClassPathThatWasCutShortIsToldAndMadeAnew() throws IOException {
		try (PlainProcess plain = startFromClassPath()) {
			long first = pid(plain, 0);
			plain.process().awaitLine(MADE);
			long second = restart(plain, first);
			assertThat(usesArchive(second)).isTrue();
			Path archive = files("classes.{jsa,aot}").get(0);
			Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-------"));
			// As a new file: the running process has mapped the old one
			byte[] content = Files.readAllBytes(archive);
			Files.delete(archive);
			Files.write(archive, content);
			try (FileChannel channel = FileChannel.open(archive, StandardOpenOption.WRITE)) {
				channel.truncate(content.length / 2);
			}
			long third = restart(plain, second);
			assertThat(usesArchive(third)).isFalse();
			plain.process()
				.awaitLine("WARN .* Class-data archive '.*' is ignored: 'classes.* bytes and not " + content.length);
			JavaProcess.await().until(() -> plain.process().count(MADE) == 2);
			assertThat(usesArchive(restart(plain, third))).isTrue();
		}
	}

	@Test
	void daemonsThatShareACacheMakeOneArchive() {
		try (PlainProcess one = startFromClassPath(); PlainProcess other = startFromClassPath()) {
			long firstOfOne = pid(one, 0);
			long firstOfOther = pid(other, 0);
			JavaProcess.await().until(() -> one.process().count(MADE) + other.process().count(MADE) > 0);
			assertThat(usesArchive(restart(one, firstOfOne))).isTrue();
			assertThat(usesArchive(restart(other, firstOfOther))).isTrue();
			assertThat(one.process().count(MADE) + other.process().count(MADE)).isOne();
		}
	}

	@Test
	void archiveIsNotFinishedWhenDaemonIsKilledMeanwhile() throws IOException {
		try (PlainProcess plain = startFromClassPath()) {
			long training = training(plain);
			plain.process().kill();
			awaitEnd(training);
		}
		assertThat(files("manifest")).isEmpty();
		try (PlainProcess plain = startFromClassPath()) {
			long first = pid(plain, 0);
			plain.process().awaitLine("Class-data archive '.*' is ignored: it is not finished");
			plain.process().awaitLine(MADE);
			assertThat(usesArchive(restart(plain, first))).isTrue();
		}
	}

	@Test
	void trainingEndsWithTheDaemon() throws IOException {
		try (PlainProcess plain = startFromClassPath()) {
			long training = training(plain);
			plain.process().terminate();
			assertThat(plain.process().awaitExit()).isEqualTo(143);
			awaitEnd(training);
			assertThat(plain.process().count("lass-data archive")).isZero();
		}
		assertThat(files("manifest")).isEmpty();
	}

	@Test
	void cacheThatCanNotBeWrittenIsToldOnce() throws IOException {
		Files.writeString(this.cache, "a file and no directory");
		try (PlainProcess plain = startFromClassPath()) {
			long first = pid(plain, 0);
			plain.process().awaitLine("No class-data archive for worker processes could be made in '.*a cache'");
			assertThat(usesArchive(restart(plain, restart(plain, first)))).isFalse();
			assertThat(plain.process().count("class-data")).isOne();
		}
	}

	@Test
	void archivesCanBeTurnedOff() {
		// As YAML has it, which takes 'off' for 'false'
		try (PlainProcess plain = startFromClassPath("--daemon.class-data=false")) {
			assertThat(usesArchive(restart(plain, restart(plain, pid(plain, 0))))).isFalse();
			assertThat(this.cache).doesNotExist();
		}
	}

	private PlainProcess startFromClassPath(String... arguments) {
		List<String> application = new ArrayList<>(
				List.of("-cp", System.getProperty("java.class.path"), PlainApplication.class.getName()));
		application.addAll(List.of(arguments));
		return start(application.toArray(String[]::new));
	}

	private PlainProcess start(String... application) {
		List<String> arguments = new ArrayList<>(List.of(application));
		if (arguments.stream().noneMatch((argument) -> argument.startsWith("--daemon.class-data="))) {
			arguments.add("--daemon.class-data=on");
		}
		arguments.addAll(List.of("--daemon.cache-directory=" + this.cache, "--daemon.class-data-calm=100ms",
				// One would take over that was started without
				"--daemon.standby=0"));
		return PlainProcess.start(this.temp, arguments.toArray(String[]::new));
	}

	private static long pid(PlainProcess plain, long before) {
		return plain.awaitPid(before);
	}

	private static long restart(PlainProcess plain, long before) {
		ProcessHandle.of(before).orElseThrow().destroyForcibly();
		return pid(plain, before);
	}

	private long training(PlainProcess plain) {
		long worker = pid(plain, 0);
		JavaProcess.await().until(() -> !files("training.region").isEmpty());
		return JavaProcess.await()
			.until(() -> plain.process().children().stream().filter((child) -> child != worker).findFirst().orElse(0L),
					(child) -> child != 0);
	}

	private static void awaitEnd(long pid) {
		JavaProcess.await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
	}

	private static boolean usesArchive(long pid) {
		String command = ProcessHandle.of(pid).flatMap((process) -> process.info().commandLine()).orElseThrow();
		return command.contains("-XX:SharedArchiveFile=") || command.contains("-XX:AOTCache=");
	}

	/**
	 * Return where a process has mapped the archive.
	 */
	private static String address(long pid) throws IOException {
		try (Stream<String> maps = Files.lines(Path.of("/proc", Long.toString(pid), "maps"))) {
			return maps.filter((line) -> line.endsWith("/base.jsa") || line.endsWith("/classes.aot"))
				.findFirst()
				.orElseThrow()
				.split("-")[0];
		}
	}

	private List<Path> files(String pattern) throws IOException {
		List<Path> files = new ArrayList<>();
		if (Files.isDirectory(this.cache)) {
			try (DirectoryStream<Path> directories = Files.newDirectoryStream(this.cache, Files::isDirectory)) {
				for (Path directory : directories) {
					try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, pattern)) {
						found.forEach(files::add);
					}
				}
			}
		}
		return files;
	}

}
