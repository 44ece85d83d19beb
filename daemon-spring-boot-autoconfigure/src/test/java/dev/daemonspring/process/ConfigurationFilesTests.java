package dev.daemonspring.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.FileSystemResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ConfigurationFiles}.
 */
class ConfigurationFilesTests {

	private @TempDir Path directory;

	@Test
	void versionChangesWithAFileThatWasRead() throws IOException {
		Path file = Files.writeString(this.directory.resolve("application.properties"), "a=1");
		List<PropertySource<?>> sources = new PropertiesPropertySourceLoader().load("file",
				new FileSystemResource(file));
		StandardEnvironment environment = new StandardEnvironment();
		sources.forEach(environment.getPropertySources()::addLast);
		ConfigurationFiles files = ConfigurationFiles.of(environment);
		long before = files.getAsLong();
		assertThat(files.getAsLong()).isEqualTo(before);
		Files.writeString(file, "a=22");
		long after = files.getAsLong();
		assertThat(after).isNotEqualTo(before);
		Files.delete(file);
		assertThat(files.getAsLong()).isNotEqualTo(after);
	}

	@Test
	void versionOfEnvironmentWithoutFilesNeverChanges() {
		ConfigurationFiles files = ConfigurationFiles.of(new StandardEnvironment());
		assertThat(files.getAsLong()).isEqualTo(files.getAsLong());
	}

}
