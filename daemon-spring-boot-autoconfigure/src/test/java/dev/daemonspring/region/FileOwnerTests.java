package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link FileOwner}.
 */
class FileOwnerTests {

	private @TempDir Path temp;

	@Test
	void ownUidIsThatOfOurFiles() throws IOException {
		Path file = Files.createFile(this.temp.resolve("file"));
		assertThat(FileOwner.ownUid()).hasValue((Integer) Files.getAttribute(file, "unix:uid"));
	}

	@Test
	void uidOfTakesTheOneForFiles() {
		assertThat(FileOwner.uidOf(List.of("Name:\tjava", "Uid:\t1\t2\t3\t4294967294", "Gid:\t0\t0\t0\t0")))
			.hasValue(-2);
		assertThat(FileOwner.uidOf(List.of("Name:\tjava", "Uid:"))).isEmpty();
	}

	@Test
	void requireOwnWhenAnotherUserIsTheOwnerNamesTheFile() throws IOException {
		Path file = Files.createFile(this.temp.resolve("file"));
		FileOwner.requireOwn(file);
		assumeThat(FileOwner.ownUid()).as("user id, for root can give a file away").hasValue(0);
		Files.setAttribute(file, "unix:uid", 4711);
		assertThatIOException().isThrownBy(() -> FileOwner.requireOwn(file))
			.withMessage("'%s' belongs to the user with id 4711".formatted(file));
	}

}
