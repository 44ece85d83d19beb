package dev.daemonspring.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PrivateFiles}.
 */
@EnabledOnOs(OS.LINUX)
class PrivateFilesTests {

	private @TempDir Path temp;

	@Test
	void createMakesAFileForItsOwnerAloneToReadAndWrite() throws IOException {
		Path file = this.temp.resolve("file");
		try (FileChannel channel = PrivateFiles.create(file)) {
			assertThat(mode(file)).isEqualTo("rw-------");
			channel.write(ByteBuffer.wrap(new byte[] { 1, 2, 3 }));
			ByteBuffer read = ByteBuffer.allocate(3);
			assertThat(channel.read(read, 0)).isEqualTo(3);
		}
		assertThat(Files.readAllBytes(file)).containsExactly(1, 2, 3);
	}

	@Test
	void createWhenSomethingIsThereFailsAndLeavesIt() throws IOException {
		Path file = Files.writeString(this.temp.resolve("file"), "precious");
		assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> PrivateFiles.create(file));
		assertThat(file).hasContent("precious");
	}

	@Test
	void createWhenALinkToNowhereIsThereFailsAndMakesNothing() throws IOException {
		Path target = this.temp.resolve("target");
		Path link = Files.createSymbolicLink(this.temp.resolve("link"), target);
		assertThatExceptionOfType(FileAlreadyExistsException.class).isThrownBy(() -> PrivateFiles.create(link));
		assertThat(target).doesNotExist();
	}

	@Test
	void writeReplacesAFileAsAWhole() throws IOException {
		Path file = Files.writeString(this.temp.resolve("file"), "former");
		chmod(file, "rw-r--r--");
		try (FileChannel reader = FileChannel.open(file)) {
			PrivateFiles.write(file, "löngér than the former");
			ByteBuffer read = ByteBuffer.allocate(100);
			reader.read(read);
			assertThat(new String(read.array(), 0, read.position(), StandardCharsets.UTF_8))
				.as("for one who reads it at the moment")
				.isEqualTo("former");
		}
		assertThat(file).content(StandardCharsets.UTF_8).isEqualTo("löngér than the former");
		assertThat(mode(file)).isEqualTo("rw-------");
		assertOnlyFile(file);
	}

	@Test
	void writeInThePlaceOfALinkLeavesWhatItLedTo() throws IOException {
		Path target = Files.writeString(this.temp.resolve("target"), "precious");
		Path file = Files.createSymbolicLink(this.temp.resolve("file"), target);
		PrivateFiles.write(file, "new");
		assertThat(target).hasContent("precious");
		assertThat(file).isRegularFile().hasContent("new");
		assertThat(Files.isSymbolicLink(file)).isFalse();
	}

	@Test
	void writeThatFailsLeavesNothingUnfinished() throws IOException {
		Path occupied = Files.createDirectory(this.temp.resolve("occupied"));
		Files.writeString(occupied.resolve("file"), "precious");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> PrivateFiles.write(occupied, "new"));
		assertOnlyFile(occupied);
		assertThat(occupied.resolve("file")).hasContent("precious");
	}

	@Test
	void writeWhenThereIsNoDirectoryFails() {
		Path file = this.temp.resolve("missing").resolve("file");
		assertThatExceptionOfType(NoSuchFileException.class).isThrownBy(() -> PrivateFiles.write(file, "new"));
	}

	@Test
	void takeFromOthersTakesTheirRightsAndGivesNone() throws IOException {
		Path file = Files.createFile(this.temp.resolve("file"));
		for (String shared : new String[] { "rw-r--r--", "rw-rw-rw-", "rwxr-x--x", "rw----r--" }) {
			chmod(file, shared);
			PrivateFiles.takeFromOthers(file);
			assertThat(mode(file)).as("after " + shared).isEqualTo("rw-------");
		}
		for (String own : new String[] { "rw-------", "r--------" }) {
			chmod(file, own);
			PrivateFiles.takeFromOthers(file);
			assertThat(mode(file)).isEqualTo(own);
		}
	}

	@Test
	void takeFromOthersDoesNotFollowALink() throws IOException {
		Path target = Files.createFile(this.temp.resolve("target"));
		chmod(target, "rw-r--r--");
		Path link = Files.createSymbolicLink(this.temp.resolve("link"), target);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> PrivateFiles.takeFromOthers(link));
		assertThat(mode(target)).isEqualTo("rw-r--r--");
	}

	private void assertOnlyFile(Path file) throws IOException {
		try (var files = Files.list(this.temp)) {
			assertThat(files).containsExactly(file);
		}
	}

	private static void chmod(Path path, String mode) throws IOException {
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
	}

	private static String mode(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

}
