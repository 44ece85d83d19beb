package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.ApplicationClassPath;
import dev.daemonspring.process.ClassDataArchive;
import dev.daemonspring.process.JvmEnvironment;
import dev.daemonspring.process.LaunchPlan;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClassDataCache}.
 */
@ExtendWith(OutputCaptureExtension.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The JVM is a shell script")
class ClassDataCacheTests {

	private static final LaunchPlan PLAN = ScriptedJvm.PLAN;

	@TempDir
	Path temp;

	private ScriptedJvm jvm;

	private ClassDataCache cache;

	@BeforeEach
	void create() throws IOException {
		this.jvm = new ScriptedJvm(this.temp, Clock.systemUTC());
		this.cache = this.jvm.cache();
	}

	@Test
	void keyOfPlansThatDifferInTheHeapIsTheSame() {
		assertThat(this.cache.key(new LaunchPlan(PLAN.jvmArgs(), DataSize.ofMegabytes(8), 5))).isNotNull()
			.isEqualTo(this.cache.key(PLAN));
		assertThat(this.cache.key(new LaunchPlan(List.of("-XX:-UseCompressedOops"), null, null))).isNotNull()
			.isNotEqualTo(this.cache.key(PLAN));
	}

	@Test
	void keyWhenAnOptionForbidsArchivesIsNoneWhichIsToldOnce(CapturedOutput output) {
		LaunchPlan plan = new LaunchPlan(List.of("-javaagent:agent.jar=secret"), null, null);
		assertThat(this.cache.key(plan)).isNull();
		assertThat(this.cache.key(plan)).isNull();
		assertThat(output).containsOnlyOnce("No class-data archive for worker processes: they start with '-javaagent:'")
			.doesNotContain("secret");
	}

	@Test
	void keyWhenTheClassPathCanNotBeReadIsNoneWhichIsToldOnce(CapturedOutput output) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "http://localhost/a.jar");
		Path jar = this.temp.resolve("app.jar");
		new JarOutputStream(Files.newOutputStream(jar), manifest).close();
		ClassDataCache other = new ClassDataCache(ScriptedJvm.KIND, new JvmEnvironment(Path.of("java"), List.of(),
				new ApplicationClassPath(jar.toString(), false, null), Map.of()), this.jvm.archives());
		assertThat(other.key(PLAN)).isNull();
		assertThat(other.key(PLAN)).isNull();
		assertThat(output)
			.containsOnlyOnce("No class-data archive for worker processes: the manifest of '%s' names".formatted(jar));
	}

	@Test
	void findWhenThereIsNoneSaysNothing(CapturedOutput output) {
		assertThat(find()).isNull();
		assertThat(output).doesNotContain("lass-data archive");
	}

	@Test
	void findReturnsHowAnArchiveIsUsed() throws IOException {
		Path archive = this.jvm.makeArchive(PLAN);
		assertThat(find()).isEqualTo(new ClassDataArchive(ScriptedJvm.KIND.use(archive), archive.resolve("classpath")));
	}

	@Test
	void findWhenArchiveIsNotFinishedTellsOnceAndIgnoresIt(CapturedOutput output) throws IOException {
		Path archive = this.jvm.makeArchive(PLAN);
		Files.delete(archive.resolve(ArchiveManifest.NAME));
		assertThat(find()).isNull();
		assertThat(find()).isNull();
		assertThat(output)
			.containsOnlyOnce("Class-data archive '%s' is ignored: it is not finished".formatted(archive));
		ArchiveManifest.write(archive);
		assertThat(find()).as("once it is").isNotNull();
	}

	@Test
	void findWhenArchiveIsBrokenWarnsOnceAndIgnoresIt(CapturedOutput output) throws IOException {
		Path archive = this.jvm.makeArchive(PLAN);
		Files.writeString(archive.resolve("classes.jsa"), "cut");
		assertThat(find()).isNull();
		assertThat(find()).isNull();
		assertThat(output).containsOnlyOnce(
				"Class-data archive '%s' is ignored: 'classes.jsa' has 3 bytes and not 7".formatted(archive));
		this.jvm.makeArchive(PLAN);
		assertThat(find()).as("once it was made again").isNotNull();
	}

	@Test
	void findWhenOthersCouldHaveWrittenAnArchiveIgnoresIt(CapturedOutput output) throws IOException {
		Path archive = this.jvm.makeArchive(PLAN);
		assertThat(find()).isNotNull();
		Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThat(find()).isNull();
		assertThat(output).contains("where others may write (rwxrwxrwx)");
	}

	@Test
	void findReadsAnArchiveAgainWhenItHasChanged() throws IOException {
		Path file = this.jvm.makeArchive(PLAN).resolve("classes.jsa");
		FileTime made = Files.getLastModifiedTime(file);
		assertThat(find()).isNotNull();
		Files.writeString(file, "CLASSES");
		Files.setLastModifiedTime(file, made);
		assertThat(find()).as("one that looks the same").isNotNull();
		Files.setLastModifiedTime(file, FileTime.fromMillis(made.toMillis() + 1000));
		assertThat(find()).as("one that was touched").isNull();
		Files.setLastModifiedTime(file, made);
		assertThat(find()).as("one that was refused").isNull();
	}

	@Test
	void findLooksAtTheSizesOfAllFilesEachTime() throws IOException {
		Path archive = this.jvm.makeArchive(PLAN);
		assertThat(find()).isNotNull();
		Files.writeString(archive.resolve("classpath"), "-cp other.jar");
		assertThat(find()).isNull();
	}

	private @Nullable ClassDataArchive find() {
		return this.cache.find(this.jvm.key(PLAN));
	}

}
