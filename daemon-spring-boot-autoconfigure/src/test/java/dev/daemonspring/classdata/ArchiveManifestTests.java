package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link ArchiveManifest}.
 */
class ArchiveManifestTests {

	@TempDir
	Path directory;

	private Path archive;

	@BeforeEach
	void writeManifest() throws IOException {
		this.archive = Files.writeString(this.directory.resolve("classes.jsa"), "archive");
		Files.writeString(Files.createDirectory(this.directory.resolve("lib")).resolve("a b.jar"), "jar");
		ArchiveManifest.write(this.directory);
	}

	@Test
	void verifyWhenNothingHasChangedPasses() {
		assertThat(ArchiveManifest.exists(this.directory)).isTrue();
		assertThatNoException().isThrownBy(() -> ArchiveManifest.verify(this.directory, true));
	}

	@Test
	void verifyWhenFileWasCutShortRefuses() throws IOException {
		Files.writeString(this.archive, "arch");
		assertThatIOException().isThrownBy(() -> ArchiveManifest.verify(this.directory, false))
			.withMessage("'classes.jsa' has 4 bytes and not 7");
	}

	@Test
	void verifyWhenContentHasChangedRefusesAtACloseLook() throws IOException {
		Files.writeString(this.archive, "ARCHIVE");
		assertThatNoException().isThrownBy(() -> ArchiveManifest.verify(this.directory, false));
		assertThatIOException().isThrownBy(() -> ArchiveManifest.verify(this.directory, true))
			.withMessage("the checksum of 'classes.jsa' is wrong");
	}

	@Test
	void verifyWhenFileIsMissingRefuses() throws IOException {
		Files.delete(this.directory.resolve("lib/a b.jar"));
		assertThatIOException().isThrownBy(() -> ArchiveManifest.verify(this.directory, false));
	}

	@Test
	void verifyWhenFileIsReachedByALinkRefuses() throws IOException {
		Path lib = this.directory.resolve("lib");
		Path elsewhere = this.directory.resolve("elsewhere");
		Files.move(lib, elsewhere);
		Files.createSymbolicLink(lib, elsewhere);
		assertThatIOException().isThrownBy(() -> ArchiveManifest.verify(this.directory, false))
			.withMessage("'lib/a b.jar' is a symbolic link or not a regular file");
		Files.delete(lib);
		Files.move(elsewhere, lib);
		Path other = Files.move(this.archive, this.directory.resolve("other"));
		Files.createSymbolicLink(this.archive, other);
		assertThatIOException().isThrownBy(() -> ArchiveManifest.verify(this.directory, false))
			.withMessage("'classes.jsa' is a symbolic link or not a regular file");
	}

	@Test
	void verifyWhenSealIsBrokenRefuses() throws IOException {
		Path manifest = this.directory.resolve(ArchiveManifest.NAME);
		List<String> lines = Files.readAllLines(manifest);
		for (List<String> broken : List.of(List.<String>of(), List.of("rubbish", "end"),
				lines.subList(0, lines.size() - 1), List.of(lines.get(0), "two fields", "end"))) {
			Files.write(manifest, broken);
			assertThatIOException().isThrownBy(() -> ArchiveManifest.verify(this.directory, false))
				.withMessage("its manifest is broken");
		}
	}

}
