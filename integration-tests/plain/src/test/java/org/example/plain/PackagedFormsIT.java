package org.example.plain;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The other forms in which an executable jar is deployed: a worker process starts from
 * the same form as its daemon.
 */
class PackagedFormsIT {

	@TempDir
	Path temp;

	@Test
	void workerLoopsFromExtractedJar() {
		try (JavaProcess tools = JavaProcess.start(this.temp, List.of("-Djarmode=tools", "-jar",
				PlainProcess.JAR.toString(), "extract", "--destination", "an extracted jar"))) {
			assertThat(tools.awaitExit()).as(tools.output()).isZero();
		}
		assertRuns("-jar", "an extracted jar/plain.jar");
	}

	@Test
	void workerLoopsFromExplodedJar() throws IOException {
		explode(this.temp.resolve("an exploded jar"));
		assertRuns("-cp", "an exploded jar", "org.springframework.boot.loader.launch.JarLauncher");
	}

	@Test
	void workerLoopsFromExplodedClassPath() throws IOException {
		explode(this.temp.resolve("an exploded jar"));
		assertRuns("-cp", "an exploded jar/BOOT-INF/classes:an exploded jar/BOOT-INF/lib/*",
				PlainApplication.class.getName());
	}

	private void assertRuns(String... application) {
		try (PlainProcess plain = PlainProcess.start(this.temp, application)) {
			long first = plain.awaitPid(0);
			ProcessHandle.of(first).orElseThrow().destroyForcibly();
			assertThat(plain.awaitLooping(first).path("restarts").asInt()).isOne();
			plain.process().terminate();
			assertThat(plain.process().awaitExit()).isEqualTo(143);
			assertThat(plain.process().count("The metronome is put away")).isOne();
		}
	}

	private void explode(Path target) throws IOException {
		try (InputStream jar = Files.newInputStream(PlainProcess.JAR); ZipInputStream zip = new ZipInputStream(jar)) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				Path file = target.resolve(entry.getName());
				if (entry.isDirectory()) {
					Files.createDirectories(file);
				}
				else {
					Files.createDirectories(file.getParent());
					Files.copy(zip, file);
				}
			}
		}
	}

}
