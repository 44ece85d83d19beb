package dev.daemonspring.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.child.ProcessMark;
import dev.daemonspring.child.WorkerMain;
import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.region.RegionDirectory;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ProcessLauncher} and what it tells its {@link ClassData}, with a small
 * program in the place of a JVM.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ProcessLauncherTests {

	private static final String PROGRAM = """
			#!/bin/sh
			printf '%s\\n' "$@" > "$0.arguments"
			nice > "$0.niceness"
			env > "$0.environment"
			echo "the worker's own words"
			touch "$0.started"
			exec cat <&3 > "$0.pipe"
			""";

	private static final String SECRET = "swordfish-4711";

	private static final LaunchPlan PLAN = new LaunchPlan(List.of(), null, null);

	private final TestClassData classData = new TestClassData();

	private final List<ChildProcess> children = new ArrayList<>();

	private @TempDir Path directory;

	private Path program;

	private StatusRegion region;

	private Path argumentFile;

	private ProcessLauncher launcher;

	@BeforeEach
	void createLauncher() throws IOException {
		this.program = Files.writeString(this.directory.resolve("java"), PROGRAM);
		Files.setPosixFilePermissions(this.program, PosixFilePermissions.fromString("rwx------"));
		this.region = StatusRegion.create(this.directory.resolve("d").resolve("region"), new RegionLayout(2, 1024, 1));
		this.argumentFile = RegionDirectory.argumentFile(this.region.file());
		this.launcher = launcher(this.classData);
	}

	private ProcessLauncher launcher(ClassData classData) {
		JvmEnvironment environment = new JvmEnvironment(this.program, List.of(),
				new ApplicationClassPath("app.jar", false, null), Map.of("db.password", SECRET));
		return new ProcessLauncher(environment, ApplicationOrigin.unknown(), this.region.file(), Duration.ofSeconds(12),
				classData, true, OomKiller.ofSystem(123));
	}

	@AfterEach
	void endProcesses() {
		this.children.forEach(ChildProcess::kill);
		await().until(() -> this.children.stream().noneMatch(Child::isAlive));
		this.launcher.close();
		this.region.close();
	}

	@Test
	void launchTellsTheProcessThroughItsPipeWhatItInherits() throws IOException {
		ChildProcess child = launch(PLAN);
		assertThat(child.scratch()).isSameAs(this.region.slot(1));
		BootstrapMessage bootstrap = await().ignoreExceptionsInstanceOf(IOException.class)
			.until(this::received, Objects::nonNull);
		assertThat(bootstrap.label()).isEqualTo("copy");
		assertThat(bootstrap.region()).isEqualTo(this.region.file().toString());
		assertThat(bootstrap.scratchSlot()).isEqualTo(1);
		assertThat(bootstrap.orphanTimeout()).isEqualTo(Duration.ofSeconds(12));
		assertThat(bootstrap.systemProperties()).containsEntry("db.password", SECRET);
		assertThat(lines("arguments")).noneMatch((line) -> line.contains(SECRET));
		assertThat(lines("environment")).noneMatch((line) -> line.contains(SECRET));
	}

	@Test
	void launchStartsTheJvmByItsPlan() throws Exception {
		int own = Integer.parseInt(new ProcessBuilder("nice").start().inputReader().readLine());
		launch(new LaunchPlan(List.of("-Dmine=a b", "-Xss2m"), DataSize.ofMegabytes(64), 3));
		List<String> arguments = lines("arguments");
		assertThat(arguments).containsSubsequence("-Xmx67108864", "-Dmine=a b", "-Xss2m", "@" + this.argumentFile,
				WorkerMain.class.getName());
		assertThat(arguments).anyMatch((argument) -> argument.startsWith("-XX:OnOutOfMemoryError="));
		assertThat(lines("niceness")).containsExactly(Integer.toString(Math.min(own + 3, 19)));
	}

	@Test
	void launchMarksTheProcess() throws IOException {
		launch(PLAN);
		assertThat(lines("environment")).anyMatch((line) -> line.startsWith(ProcessMark.VARIABLE + "="));
	}

	@Test
	void launchHasTheKernelKillTheProcessBeforeTheDaemon() throws IOException {
		int own = Integer.parseInt(Files.readString(Path.of("/proc/self/oom_score_adj")).strip());
		ChildProcess child = launch(PLAN);
		assertThat(Path.of("/proc", Long.toString(child.pid()), "oom_score_adj"))
			.hasContent(Integer.toString(Math.min(own + 123, 1000)));
	}

	@Test
	void launchPassesOnWhatTheProcessWrites(CapturedOutput output) throws IOException {
		launch(PLAN);
		await().until(() -> output.getOut().contains("the worker's own words"));
	}

	@Test
	void launchKeepsTheClassPathInAFileForItsOwnerAlone() throws IOException {
		launch(PLAN);
		assertThat(this.argumentFile).hasContent("-cp\n\"app.jar\"\n");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.argumentFile)))
			.isEqualTo("rw-------");
	}

	@Test
	void launchWhenTheFileWithTheClassPathWasDeletedMakesItAgain() throws IOException {
		launch(PLAN);
		Files.delete(this.argumentFile);
		launch(PLAN);
		assertThat(this.argumentFile).hasContent("-cp\n\"app.jar\"\n");
	}

	@Test
	void launchWithoutClassDataUsesTheClassPath() throws IOException {
		this.launcher.close();
		this.launcher = launcher(ClassData.NONE);
		this.launcher.begin();
		launch(PLAN);
		assertThat(lines("arguments")).contains("@" + this.argumentFile);
	}

	@Test
	void launchUsesTheArchiveAndTellsOfTheProcess() throws IOException {
		ClassDataArchive archive = new ClassDataArchive(List.of("-XX:SharedArchiveFile=a.jsa"), Path.of("a.args"));
		this.classData.archive = archive;
		ChildProcess child = launch(PLAN);
		assertThat(lines("arguments")).contains("-XX:SharedArchiveFile=a.jsa", "@a.args")
			.doesNotContain("@" + this.argumentFile);
		assertThat(this.classData.told).containsExactly("archive for " + PLAN,
				"launched " + child.pid() + " from " + archive);
	}

	@Test
	void launchWhenThereIsNoArchiveYetTellsOfTheProcess() throws IOException {
		ChildProcess child = launch(PLAN);
		assertThat(this.classData.told).containsExactly("archive for " + PLAN,
				"launched " + child.pid() + " from null");
	}

	@Test
	void launchThatFailsAtLastLeavesNoProcess() {
		this.classData.failure = new OutOfMemoryError("unable to create native thread");
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> this.launcher.launch("copy", PLAN, this.region.slot(1)))
			.withMessage("unable to create native thread");
		Child child = this.classData.child;
		assertThat(child).isNotNull();
		await().until(() -> !child.isAlive());
	}

	@Test
	void launchWhenItsDirectoryIsGoneFailsAndStartsNothing() throws IOException {
		FileSystemUtils.deleteRecursively(this.directory.resolve("d"));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> this.launcher.launch("copy", PLAN, this.region.slot(1)));
		assertThat(this.classData.told).isEmpty();
		assertThatCode(this.launcher::close).doesNotThrowAnyException();
	}

	@Test
	void classDataBeginsAndEndsWithTheDaemon() {
		assertThat(this.classData.told).isEmpty();
		this.launcher.begin();
		this.launcher.end();
		assertThat(this.classData.told).containsExactly("begin", "close");
	}

	@Test
	void closeRemovesItsFilesAndLeavesTheRegion() throws IOException {
		launch(PLAN);
		Path mark = Files.createFile(this.region.file().resolveSibling("region.oom.4711"));
		this.launcher.close();
		assertThat(this.argumentFile).doesNotExist();
		assertThat(mark).doesNotExist();
		assertThat(this.region.file()).exists();
		assertThat(this.classData.told).endsWith("close");
	}

	private ChildProcess launch(LaunchPlan plan) throws IOException {
		Path started = file("started");
		Files.deleteIfExists(started);
		ChildProcess child = this.launcher.launch("copy", plan, this.region.slot(1));
		this.children.add(child);
		await().until(() -> Files.exists(started));
		return child;
	}

	private @Nullable BootstrapMessage received() throws IOException {
		byte[] bytes = Files.readAllBytes(file("pipe"));
		return (BootstrapMessage) ControlMessage.read(new ByteArrayInputStream(bytes));
	}

	private List<String> lines(String what) throws IOException {
		return Files.readAllLines(file(what));
	}

	private Path file(String what) {
		return this.program.resolveSibling("java." + what);
	}

	/**
	 * Has the archive, and the failure, that a test gives it.
	 */
	private static final class TestClassData implements ClassData {

		private final List<String> told = new ArrayList<>();

		private @Nullable ClassDataArchive archive;

		private @Nullable Error failure;

		private @Nullable Child child;

		@Override
		public @Nullable ClassDataArchive archiveFor(LaunchPlan plan) {
			this.told.add("archive for " + plan);
			return this.archive;
		}

		@Override
		public void launched(Child child, @Nullable ClassDataArchive archive) {
			this.child = child;
			this.told.add("launched " + child.pid() + " from " + archive);
			Error thrown = this.failure;
			if (thrown != null) {
				throw thrown;
			}
		}

		@Override
		public void begin() {
			this.told.add("begin");
		}

		@Override
		public void close() {
			this.told.add("close");
		}

	}

}
