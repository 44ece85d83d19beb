package dev.daemonspring.classdata;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.process.ApplicationClassPath;
import dev.daemonspring.process.JvmEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ArchivedClassPath} and {@link PackedDirectory}.
 */
class ArchivedClassPathTests {

	@TempDir
	Path temp;

	@Test
	void makePacksDirectoriesInPlaceAndLeavesJars() throws Exception {
		Path classes = Files.createDirectories(this.temp.resolve("classes/a/b"));
		Files.writeString(classes.resolve("c.txt"), "content");
		Path jar = Files.writeString(this.temp.resolve("some.jar"), "jar");
		String classPath = this.temp.resolve("gone") + File.pathSeparator + this.temp.resolve("classes")
				+ File.pathSeparator + jar;
		String made = make(classPath);
		Path packed = this.temp.resolve("classes-0.jar");
		assertThat(made).isEqualTo(packed + File.pathSeparator + jar);
		try (URLClassLoader loader = new URLClassLoader(new URL[] { packed.toUri().toURL() }, null)) {
			assertThat(loader.getResourceAsStream("a/b/c.txt")).hasContent("content");
			assertThat(loader.getResource("a/b")).isNotNull();
		}
	}

	@Test
	void makeWhenManifestOfDirectoryWouldCountFails() throws Exception {
		Path directory = Files.createDirectories(this.temp.resolve("classes/META-INF"));
		Files.writeString(directory.resolve("MANIFEST.MF"), "Manifest-Version: 1.0\nMulti-Release: true\n\n");
		assertThatIOException().isThrownBy(() -> make(this.temp.resolve("classes").toString()))
			.withMessageContaining("'Multi-Release', which takes effect only in a jar");
	}

	@Test
	void obstacleWhenNotLaunchedIsNone() throws IOException {
		assertThat(ArchivedClassPath.obstacle(environment(false, Map.of()), List.of(), Map.of())).isNull();
	}

	@Test
	void obstacleWhenLaunchedFromADirectoryTellsIt() throws IOException {
		Files.createFile(this.temp.resolve("file"));
		assertThat(ArchivedClassPath.obstacle(environment(true, Map.of()), ClassPathEntry.of(this.temp.toString()),
				Map.of()))
			.isEqualTo("the application is neither a jar nor on the class path");
	}

	@Test
	void obstacleWhenJarHasAnotherLauncherTellsIt() throws IOException {
		assertThat(ArchivedClassPath.obstacle(environment(true, Map.of()), jar("org.example.Launcher"), Map.of()))
			.isEqualTo("the application's jar is started by 'org.example.Launcher'");
	}

	@Test
	void obstacleWhenLauncherIsConfiguredTellsIt() throws IOException {
		List<ClassPathEntry> jar = jar("org.springframework.boot.loader.launch.JarLauncher");
		JvmEnvironment environment = environment(true, Map.of("loader.main", "org.example.Main"));
		assertThat(ArchivedClassPath.obstacle(environment, jar, Map.of())).isNull();
		assertThat(ArchivedClassPath.obstacle(environment, jar, Map.of("LOADER_PATH", "plugins")))
			.isEqualTo("the launcher of the application's jar is configured");
		assertThat(ArchivedClassPath.obstacle(environment(true, Map.of("loader.path", "plugins")), jar, Map.of()))
			.isEqualTo("the launcher of the application's jar is configured");
	}

	private String make(String classPath) throws IOException, InterruptedException {
		try (BackgroundProcess process = new BackgroundProcess(Duration.ofMinutes(1))) {
			return new ArchivedClassPath(environment(false, Map.of()), process).make(ClassPathEntry.of(classPath),
					this.temp);
		}
	}

	private List<ClassPathEntry> jar(String mainClass) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
		Path jar = this.temp.resolve("app.jar");
		new JarOutputStream(Files.newOutputStream(jar), manifest).close();
		return ClassPathEntry.of(jar.toString());
	}

	private JvmEnvironment environment(boolean launched, Map<String, String> properties) {
		return new JvmEnvironment(Path.of("java"), List.of(), new ApplicationClassPath("", launched, null), properties);
	}

}
