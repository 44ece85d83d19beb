package dev.daemonspring.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApplicationFiles}.
 */
class ApplicationFilesTests {

	private final List<String> warnings = new ArrayList<>();

	@TempDir
	Path temp;

	private Path jar;

	private ApplicationFiles files;

	@BeforeEach
	void setUp() throws IOException {
		this.jar = this.temp.resolve("application.jar");
		Files.writeString(this.jar, "code");
		Path classes = Files.createDirectory(this.temp.resolve("classes"));
		this.files = new ApplicationFiles(
				String.join(File.pathSeparator, classes.toString(), this.jar.toString(), this.temp + "/missing.jar"),
				this.warnings::add);
	}

	@Test
	void checkWhenNothingHasChangedWarnsOfNothing() throws IOException {
		Files.writeString(this.temp.resolve("classes/Other.class"), "other code");
		this.files.check();
		assertThat(this.warnings).isEmpty();
	}

	@Test
	void checkWhenAJarWasOverwrittenWarnsOnce() throws IOException {
		Files.writeString(this.jar, "other code");
		this.files.check();
		this.files.check();
		assertThat(this.warnings).singleElement().asString().contains("'" + this.jar + "' has changed");
	}

	@Test
	void checkWhenAJarOfTheSameSizeIsYoungerWarns() throws IOException {
		Files.setLastModifiedTime(this.jar, FileTime.from(Instant.now().plusSeconds(60)));
		this.files.check();
		assertThat(this.warnings).hasSize(1);
	}

	@Test
	void checkWhenAJarWasRemovedWarns() throws IOException {
		Files.delete(this.jar);
		this.files.check();
		assertThat(this.warnings).hasSize(1);
	}

}
