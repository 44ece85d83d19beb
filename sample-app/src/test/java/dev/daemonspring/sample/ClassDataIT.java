package dev.daemonspring.sample;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Class-data archives, with the sample and real JVMs: made in the background, used from
 * the next start of a worker on, and never in the way.
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
		try (SampleProcess sample = start("-jar", SampleProcess.JAR.toString())) {
			long first = pid(sample, 0);
			assertThat(usesArchive(first)).isFalse();
			sample.process().awaitLine(MADE);
			assertThat(files("application")).hasSize(1);
			assertThat(files("training.*")).isEmpty();
			assertThat(usesArchive(restart(sample, first))).isTrue();
		}
		try (SampleProcess sample = start("-jar", SampleProcess.JAR.toString())) {
			long first = pid(sample, 0);
			assertThat(usesArchive(first)).isTrue();
			assertThat(sample.process().count(MADE)).isZero();
			// What a JVM does that has mapped a bad archive
			new ProcessBuilder("kill", "-SEGV", Long.toString(first)).start();
			assertThat(usesArchive(pid(sample, first))).isFalse();
			sample.process().awaitLine("Class-data archive '.*' is given up");
		}
	}

	@Test
	void archiveOfClassPathThatWasCutShortIsToldAndMadeAnew() throws IOException {
		try (SampleProcess sample = startFromClassPath()) {
			long first = pid(sample, 0);
			sample.process().awaitLine(MADE);
			long second = restart(sample, first);
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
			long third = restart(sample, second);
			assertThat(usesArchive(third)).isFalse();
			sample.process()
				.awaitLine("WARN .* Class-data archive '.*' is ignored: 'classes.* bytes and not " + content.length);
			JavaProcess.await().until(() -> sample.process().count(MADE) == 2);
			assertThat(usesArchive(restart(sample, third))).isTrue();
		}
	}

	@Test
	void daemonsThatShareACacheMakeOneArchive() {
		try (SampleProcess one = startFromClassPath(); SampleProcess other = startFromClassPath()) {
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
		try (SampleProcess sample = startFromClassPath()) {
			long training = training(sample);
			sample.process().kill();
			awaitEnd(training);
		}
		assertThat(files("seal")).isEmpty();
		try (SampleProcess sample = startFromClassPath()) {
			long first = pid(sample, 0);
			sample.process().awaitLine("Class-data archive '.*' is ignored: it is not finished");
			sample.process().awaitLine(MADE);
			assertThat(usesArchive(restart(sample, first))).isTrue();
		}
	}

	@Test
	void trainingEndsWithTheDaemon() throws IOException {
		try (SampleProcess sample = startFromClassPath()) {
			long training = training(sample);
			sample.process().terminate();
			assertThat(sample.process().awaitExit()).isEqualTo(143);
			awaitEnd(training);
			assertThat(sample.process().count("lass-data archive")).isZero();
		}
		assertThat(files("seal")).isEmpty();
	}

	@Test
	void cacheThatCanNotBeWrittenIsToldOnce() throws IOException {
		Files.writeString(this.cache, "a file and no directory");
		try (SampleProcess sample = startFromClassPath()) {
			long first = pid(sample, 0);
			sample.process().awaitLine("No class-data archive for worker processes could be made in '.*a cache'");
			assertThat(usesArchive(restart(sample, restart(sample, first)))).isFalse();
			assertThat(sample.process().count("class-data")).isOne();
		}
	}

	@Test
	void archivesCanBeTurnedOff() {
		// As YAML has it, which takes 'off' for 'false'
		try (SampleProcess sample = startFromClassPath("--daemon.class-data=false")) {
			assertThat(usesArchive(restart(sample, restart(sample, pid(sample, 0))))).isFalse();
			assertThat(this.cache).doesNotExist();
		}
	}

	private SampleProcess startFromClassPath(String... arguments) {
		List<String> application = new ArrayList<>(
				List.of("-cp", System.getProperty("java.class.path"), SampleApplication.class.getName()));
		application.addAll(List.of(arguments));
		return start(application.toArray(String[]::new));
	}

	private SampleProcess start(String... application) {
		List<String> arguments = new ArrayList<>(List.of(application));
		if (arguments.stream().noneMatch((argument) -> argument.startsWith("--daemon.class-data="))) {
			arguments.add("--daemon.class-data=on");
		}
		arguments.addAll(List.of("--daemon.cache-directory=" + this.cache, "--daemon.class-data-calm=100ms",
				// One would take over that was started without
				"--daemon.standby=0"));
		return SampleProcess.start(this.temp, this.temp.resolve("files"), arguments.toArray(String[]::new));
	}

	private static long pid(SampleProcess sample, long before) {
		return sample.awaitLooping(before).at("/details/pid").asLong();
	}

	private static long restart(SampleProcess sample, long before) {
		ProcessHandle.of(before).orElseThrow().destroyForcibly();
		return pid(sample, before);
	}

	private long training(SampleProcess sample) {
		long worker = pid(sample, 0);
		JavaProcess.await().until(() -> !files("training.region").isEmpty());
		return JavaProcess.await()
			.until(() -> sample.process().children().stream().filter((child) -> child != worker).findFirst().orElse(0L),
					(child) -> child != 0);
	}

	private static void awaitEnd(long pid) {
		JavaProcess.await().until(() -> ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isEmpty());
	}

	private static boolean usesArchive(long pid) {
		String command = ProcessHandle.of(pid).flatMap((process) -> process.info().commandLine()).orElseThrow();
		return command.contains("-XX:SharedArchiveFile=") || command.contains("-XX:AOTCache=");
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
