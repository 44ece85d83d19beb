package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatNoException;

/**
 * Tests for {@link FileOwner}.
 */
class FileOwnerTests {

	private static final int SELF = 1000;

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
	void objectionWhenNobodyElseCanWriteIsNone() {
		assertThat(FileOwner.objection(SELF, 040700, SELF, false)).isEmpty();
		assertThat(FileOwner.objection(SELF, 040755, SELF, true)).isEmpty();
		assertThat(FileOwner.objection(0, 040755, SELF, true)).isEmpty();
		assertThat(FileOwner.objection(0, 041777, SELF, true)).isEmpty();
	}

	@Test
	void objectionWhenOthersCanWrite() {
		for (int mode : new int[] { 040775, 040757, 040777, 040720 }) {
			assertThat(FileOwner.objection(SELF, mode, SELF, true)).contains("can be written by other users");
			assertThat(FileOwner.objection(0, mode, SELF, true)).contains("can be written by other users");
		}
		assertThat(FileOwner.objection(SELF, 041777, SELF, false)).contains("can be written by other users");
	}

	@Test
	void objectionWhenAnotherUserIsTheOwner() {
		assertThat(FileOwner.objection(1001, 040755, SELF, true)).isEqualTo("belongs to the user with id 1001");
		assertThat(FileOwner.objection(1001, 041777, SELF, true)).isEqualTo("belongs to the user with id 1001");
		assertThat(FileOwner.objection(1001, 040755, 0, true)).isEqualTo("belongs to the user with id 1001");
	}

	@Test
	void requireTrustedWhenOneAboveCanBeWrittenNamesIt() throws IOException {
		Path real = this.temp.toRealPath();
		Path above = Files.createDirectory(real.resolve("above"));
		Path directory = Files.createDirectory(Files.createDirectory(above.resolve("middle")).resolve("directory"));
		assertThatNoException().isThrownBy(() -> FileOwner.requireTrusted(directory));
		Files.setPosixFilePermissions(above, PosixFilePermissions.fromString("rwxrwxr-x"));
		assertThatIOException().isThrownBy(() -> FileOwner.requireTrusted(directory))
			.withMessageStartingWith("'%s' can be written by other users".formatted(above));
	}

	@Test
	void requireTrustedWhenOneAboveIsALinkRefuses() throws IOException {
		Path real = this.temp.toRealPath();
		Path directory = Files.createDirectory(Files.createDirectory(real.resolve("target")).resolve("directory"));
		Path link = Files.createSymbolicLink(real.resolve("link"), directory.getParent());
		assertThatIOException().isThrownBy(() -> FileOwner.requireTrusted(link.resolve("directory")))
			.withMessageStartingWith("'%s' is a symbolic link".formatted(link));
	}

}
