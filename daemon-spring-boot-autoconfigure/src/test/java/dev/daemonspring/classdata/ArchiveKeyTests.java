package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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

/**
 * Tests for {@link ArchiveKey} and what it is made of.
 */
class ArchiveKeyTests {

	@TempDir
	Path directory;

	@Test
	void directoryNameCanBeTold() throws IOException {
		assertThat(key("17.0.1", List.of()).directoryName()).matches(ArchiveKey.DIRECTORY_PATTERN);
	}

	@Test
	void keyWhenOnlyHeapAndPropertiesDifferIsTheSame() throws IOException {
		assertThat(key("17.0.1", List.of("-Xmx64m", "-Xms8m", "-Da=b"))).isEqualTo(key("17.0.1", List.of()));
	}

	@Test
	void keyWhenOptionsDifferIsOfAnotherIdentity() throws IOException {
		assertThat(key("17.0.1", List.of("-XX:-UseCompressedOops")).identity())
			.isNotEqualTo(key("17.0.1", List.of()).identity());
	}

	@Test
	void keyWhenJvmWasUpdatedIsOfTheSameIdentity() throws IOException {
		ArchiveKey before = key("17.0.1", List.of());
		ArchiveKey after = key("17.0.2", List.of());
		assertThat(after.identity()).isEqualTo(before.identity());
		assertThat(after.fingerprint()).isNotEqualTo(before.fingerprint());
	}

	@Test
	void keyWhenFileOnClassPathHasChangedIsOfTheSameIdentity() throws IOException {
		Path file = Files.writeString(Files.createDirectories(this.directory.resolve("classes/a")).resolve("B.class"),
				"b");
		ArchiveKey before = key("17.0.1", List.of());
		Files.setLastModifiedTime(file, FileTime.fromMillis(0));
		ArchiveKey touched = key("17.0.1", List.of());
		Files.delete(file);
		ArchiveKey removed = key("17.0.1", List.of());
		assertThat(List.of(before, touched, removed)).extracting(ArchiveKey::identity).containsOnly(before.identity());
		assertThat(List.of(before, touched, removed)).extracting(ArchiveKey::fingerprint).doesNotHaveDuplicates();
	}

	@Test
	void classPathOfOneJarHasWhatItsManifestNames() throws IOException {
		Manifest manifest = new Manifest();
		manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
		manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, "lib/a%20b.jar gone.jar");
		Path jar = this.directory.resolve("app.jar");
		new JarOutputStream(Files.newOutputStream(jar), manifest).close();
		Path library = Files.createDirectory(this.directory.resolve("lib")).resolve("a b.jar");
		Files.writeString(library, "library");
		List<ClassPathEntry> entries = ClassPathEntry.of(jar.toString());
		assertThat(entries).extracting(ClassPathEntry::path)
			.containsExactly(jar, library, this.directory.resolve("gone.jar"));
		assertThat(entries).extracting(ClassPathEntry::isFile).containsExactly(true, true, false);
	}

	private ArchiveKey key(String version, List<String> options) throws IOException {
		JvmEnvironment environment = new JvmEnvironment(Path.of("/jdk/bin/java"), List.of(),
				new ApplicationClassPath(this.directory.resolve("classes").toString(), false, null),
				Map.of("java.vm.version", version));
		return ArchiveKey.of(ArchiveKind.DYNAMIC_CDS, environment, options,
				ClassPathEntry.of(environment.classPath().entries()));
	}

}
