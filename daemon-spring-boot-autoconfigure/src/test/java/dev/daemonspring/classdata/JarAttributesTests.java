package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.classdata.ClassPathEntry.Stamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link JarAttributes}.
 */
class JarAttributesTests {

	@TempDir
	Path directory;

	@Test
	void attributesAreThoseOfTheManifest() throws IOException {
		assertThat(mainClass(jar("org.example.Main"), 1)).isEqualTo("org.example.Main");
	}

	@Test
	void attributesOfAJarWithoutManifestAreNone() throws IOException {
		Path jar = this.directory.resolve("app.jar");
		new JarOutputStream(Files.newOutputStream(jar)).close();
		assertThat(JarAttributes.of(entry(jar, 1))).isEmpty();
	}

	@Test
	void jarIsReadOnceAsLongAsItDoesNotChange() throws IOException {
		Path jar = jar("org.example.Main");
		assertThat(mainClass(jar, 1)).isEqualTo("org.example.Main");
		jar("org.example.Other");
		assertThat(mainClass(jar, 1)).as("of a jar that looks the same").isEqualTo("org.example.Main");
		assertThat(mainClass(jar, 2)).as("of a jar that has changed").isEqualTo("org.example.Other");
		Files.delete(jar);
		assertThat(mainClass(jar, 2)).as("of a jar that is gone").isEqualTo("org.example.Other");
	}

	@Test
	void failureIsNotRemembered() throws IOException {
		Path jar = Files.writeString(this.directory.resolve("app.jar"), "no jar");
		assertThatIOException().isThrownBy(() -> mainClass(jar, 1));
		assertThat(mainClass(jar("org.example.Main"), 1)).isEqualTo("org.example.Main");
	}

	private static String mainClass(Path jar, long modified) throws IOException {
		return JarAttributes.of(entry(jar, modified)).getValue(Attributes.Name.MAIN_CLASS);
	}

	private static ClassPathEntry entry(Path jar, long modified) {
		return new ClassPathEntry(jar, Map.of("", new Stamp(1, modified)));
	}

	private Path jar(String mainClass) throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, mainClass);
		Path jar = this.directory.resolve("app.jar");
		new JarOutputStream(Files.newOutputStream(jar), manifest).close();
		return jar;
	}

}
