package dev.daemonspring.classdata;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.child.WorkerMain;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.region.ExclusiveFile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ArchiveMaker}, whose JVM is a script.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The JVM is a shell script")
class ArchiveMakerTests {

	@TempDir
	Path temp;

	private ScriptedJvm jvm;

	private ArchiveMaker maker;

	@BeforeEach
	void create() throws IOException {
		this.jvm = new ScriptedJvm(this.temp, Clock.systemUTC());
		this.maker = this.jvm.maker();
	}

	@AfterEach
	void close() {
		this.maker.close();
	}

	@Test
	void archiveIsFinishedAndFound() throws Exception {
		this.jvm.does(ScriptedJvm.MAKES_ARCHIVE);
		Path made = make(ScriptedJvm.PLAN);
		assertThat(made).isEqualTo(archive(ScriptedJvm.PLAN));
		assertThat(this.jvm.cache().find(this.jvm.key(ScriptedJvm.PLAN))).isNotNull();
		assertThat(made.toFile().list()).as("nothing is left of how it was made")
			.containsExactlyInAnyOrder("classes.jsa", "base.jsa", "classes-0.jar", "classpath", ArchiveManifest.NAME);
	}

	@Test
	void processIsStartedAsItsUsersWillBe() throws Exception {
		this.jvm.does(ScriptedJvm.MAKES_ARCHIVE);
		LaunchPlan plan = new LaunchPlan(List.of("-Da=b", "-Xlog:gc"), DataSize.ofMegabytes(8), null);
		Path made = make(plan);
		assertThat(this.jvm.runs()).singleElement()
			.asString()
			.contains("-XX:ArchiveClassesAtExit=" + made.resolve("classes.jsa"), "-Da=b",
					"@" + made.resolve("classpath"))
			.endsWith(WorkerMain.class.getName())
			.doesNotContain("-Xmx", "-Xlog:gc");
		assertThat(made.resolve("classpath")).hasContent("-cp\n\"" + made.resolve("classes-0.jar") + "\"\n");
	}

	@Test
	void archiveHasAnAddressThatNobodyKnowsAndTheJvmsOwnClassesBelow() throws Exception {
		this.jvm.does(ScriptedJvm.MAKES_ARCHIVE);
		LaunchPlan plan = new LaunchPlan(List.of("-Xmx64g", "-XX:-UseCompressedOops", "-XX:+UseParallelGC", "-Da=b"),
				null, null);
		Path made = make(plan);
		String base = "-XX:SharedArchiveFile=" + made.resolve("base.jsa");
		assertThat(this.jvm.dumps()).singleElement()
			.asString()
			.contains(base, "-XX:-UseCompressedOops", "-XX:+UseG1GC")
			.containsPattern("-XX:SharedBaseAddress=0x[1-4][0-9a-f]{3}00000000 ")
			.doesNotContain("UseParallelGC", "-Da=b", "-cp", "@");
		assertThat(this.jvm.runs()).singleElement().asString().contains(base);
		assertThat(ScriptedJvm.KIND.use(made)).contains("-XX:ArchiveRelocationMode=0");
	}

	@Test
	void archiveWithoutThoseIsNotUsedAtAnAddressThatEverybodyKnows() throws Exception {
		this.jvm.dumps("echo half > \"$base\"; exit 1");
		this.jvm.does(ScriptedJvm.MAKES_ARCHIVE);
		Path made = make(ScriptedJvm.PLAN);
		assertThat(made).isNotNull()
			.isDirectoryNotContaining((file) -> file.getFileName().toString().startsWith("base"));
		assertThat(this.jvm.runs()).singleElement().asString().doesNotContain("SharedArchiveFile");
		assertThat(ScriptedJvm.KIND.use(made)).noneMatch((option) -> option.contains("Relocation"));
	}

	@Test
	void makeWhenProcessFailsLeavesNothing() throws Exception {
		this.jvm.does(ScriptedJvm.MAKES_ARCHIVE + "; exit 3");
		assertThatIOException().isThrownBy(() -> make(ScriptedJvm.PLAN))
			.withMessage("the process that was to make it exited with code 3");
		assertThat(archive(ScriptedJvm.PLAN)).doesNotExist();
	}

	@Test
	void makeWhenProcessMakesNoneLeavesNothing() throws Exception {
		this.jvm.does("exit 0");
		assertThatIOException().isThrownBy(() -> make(ScriptedJvm.PLAN)).withMessage("the JVM made none");
		assertThat(archive(ScriptedJvm.PLAN)).doesNotExist();
	}

	@Test
	void makeWhenClassPathChangesMeanwhileLeavesNothing() throws Exception {
		Path archive = archive(ScriptedJvm.PLAN);
		this.jvm.does(ScriptedJvm.MAKES_ARCHIVE + "; echo b > '" + this.jvm.classes().resolve("B.class") + "'");
		assertThatIOException().isThrownBy(() -> make(ScriptedJvm.PLAN))
			.withMessage("the class path has changed meanwhile");
		assertThat(archive).doesNotExist();
	}

	@Test
	void makeWhenAnotherDaemonMakesOneStartsNothing() throws Exception {
		this.jvm.does(ScriptedJvm.MAKES_ARCHIVE);
		try (ExclusiveFile lock = this.jvm.archives().tryLock()) {
			assertThat(lock).isNotNull();
			assertThat(make(ScriptedJvm.PLAN)).isNull();
		}
		assertThat(this.jvm.runs()).isEmpty();
		assertThat(make(ScriptedJvm.PLAN)).as("once the other is done").isNotNull();
	}

	@Test
	void makeWhenAnotherDaemonHasMadeItStartsNothing() throws Exception {
		this.jvm.does(ScriptedJvm.MAKES_ARCHIVE);
		Path others = this.jvm.makeArchive(ScriptedJvm.PLAN);
		assertThat(make(ScriptedJvm.PLAN)).isNull();
		assertThat(this.jvm.runs()).isEmpty();
		assertThat(others.resolve("classes.jsa")).hasContent("classes");
	}

	@Test
	void makeWhenAnArchiveIsBrokenReplacesIt() throws Exception {
		this.jvm.does(ScriptedJvm.MAKES_ARCHIVE);
		Files.writeString(this.jvm.makeArchive(ScriptedJvm.PLAN).resolve("classes.jsa"), "cut");
		assertThat(make(ScriptedJvm.PLAN)).isNotNull();
		assertThat(this.jvm.cache().find(this.jvm.key(ScriptedJvm.PLAN))).isNotNull();
	}

	@Test
	void makeWhenNoClassPathCanNameTheCacheFails() {
		ArchiveDirectory archives = new ArchiveDirectory(this.temp.resolve("a" + File.pathSeparator + "b"),
				Clock.systemUTC());
		ClassDataCache cache = new ClassDataCache(ScriptedJvm.KIND, this.jvm.environment(), archives);
		try (ArchiveMaker other = new ArchiveMaker(ScriptedJvm.KIND, this.jvm.environment(),
				ApplicationOrigin.unknown(), archives, cache)) {
			assertThatIOException().isThrownBy(() -> other.make(ScriptedJvm.PLAN, this.jvm.key(ScriptedJvm.PLAN)))
				.withMessage("no class path can name '%s'".formatted(archives.of(this.jvm.key(ScriptedJvm.PLAN))));
		}
	}

	@Test
	void closeEndsTheProcessThatRuns() throws Exception {
		this.jvm.does("exec sleep 3600");
		FutureTask<@Nullable Path> making = new FutureTask<>(() -> make(ScriptedJvm.PLAN));
		new Thread(making, "making").start();
		Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> !this.jvm.runs().isEmpty());
		this.maker.close();
		assertThatExceptionOfType(ExecutionException.class).isThrownBy(() -> making.get(3, TimeUnit.MINUTES))
			.havingCause()
			.isInstanceOf(IOException.class)
			.withMessage("the process that was to make it exited with code 137");
		assertThat(archive(ScriptedJvm.PLAN)).doesNotExist();
	}

	@Test
	void makeWhenClosedStartsNothing() throws Exception {
		this.jvm.does(ScriptedJvm.MAKES_ARCHIVE);
		this.maker.close();
		assertThatIOException().isThrownBy(() -> make(ScriptedJvm.PLAN)).withMessage("the daemon ends");
		assertThat(this.jvm.runs()).isEmpty();
		assertThat(archive(ScriptedJvm.PLAN)).doesNotExist();
	}

	private @Nullable Path make(LaunchPlan plan) throws IOException, InterruptedException {
		return this.maker.make(plan, this.jvm.key(plan));
	}

	private Path archive(LaunchPlan plan) {
		return this.jvm.archives().of(this.jvm.key(plan));
	}

}
