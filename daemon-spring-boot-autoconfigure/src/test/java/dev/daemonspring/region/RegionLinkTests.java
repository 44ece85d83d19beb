package dev.daemonspring.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link RegionLink}: it leads to the same file as before, and takes nobody's
 * place.
 */
@EnabledOnOs(OS.LINUX)
class RegionLinkTests {

	private @TempDir Path temp;

	private Path file;

	private FileChannel held;

	private Object key;

	@BeforeEach
	void holdFile() throws IOException {
		this.file = this.temp.resolve("region");
		this.held = PrivateFiles.create(this.file);
		this.held.write(ByteBuffer.wrap("held".getBytes(StandardCharsets.UTF_8)));
		this.key = key(this.file);
	}

	@AfterEach
	void close() throws IOException {
		this.held.close();
	}

	@Test
	void putInThePlaceOfADeletedFileLeadsToTheSameFile() throws IOException {
		Files.delete(this.file);
		assertThat(RegionLink.leadsTo(this.file, this.key)).isFalse();
		RegionLink.put(this.file, this.key);
		assertThat(RegionLink.leadsTo(this.file, this.key)).isTrue();
		try (FileChannel opened = RegionLink.open(this.file)) {
			opened.write(ByteBuffer.wrap("HE".getBytes(StandardCharsets.UTF_8)), 0);
		}
		ByteBuffer read = ByteBuffer.allocate(4);
		this.held.read(read, 0);
		assertThat(new String(read.array(), StandardCharsets.UTF_8)).isEqualTo("HEld");
	}

	@Test
	void putInThePlaceOfALinkOfItsKindThatLeadsNowhereReplacesIt() throws IOException {
		Files.delete(this.file);
		Files.createSymbolicLink(this.file, Path.of("/proc/2147483647/fd/3"));
		RegionLink.put(this.file, this.key);
		assertThat(RegionLink.leadsTo(this.file, this.key)).isTrue();
	}

	@Test
	void putInThePlaceOfSomethingElseIsRefused() throws IOException {
		Files.delete(this.file);
		Files.writeString(this.file, "another one's");
		assertThatExceptionOfType(FileAlreadyExistsException.class)
			.isThrownBy(() -> RegionLink.put(this.file, this.key));
		assertThat(this.file).hasContent("another one's");
	}

	@Test
	void putInThePlaceOfAnotherLinkIsRefused() throws IOException {
		Files.delete(this.file);
		Path target = this.temp.resolve("target");
		Files.createSymbolicLink(this.file, target);
		assertThatExceptionOfType(FileAlreadyExistsException.class)
			.isThrownBy(() -> RegionLink.put(this.file, this.key));
		assertThat(Files.readSymbolicLink(this.file)).isEqualTo(target);
	}

	@Test
	void putOfAFileThatIsNotHeldFailsAndLeavesNothing() throws IOException {
		Path other = Files.writeString(this.temp.resolve("other"), "not held");
		Path place = this.temp.resolve("place");
		assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> RegionLink.put(place, key(other)));
		assertThat(Files.exists(place, LinkOption.NOFOLLOW_LINKS)).isFalse();
	}

	@Test
	void openOpensAFileToReadAndWrite() throws IOException {
		try (FileChannel opened = RegionLink.open(this.file)) {
			assertThat(opened.write(ByteBuffer.wrap(new byte[1]), 0)).isEqualTo(1);
			assertThat(opened.read(ByteBuffer.allocate(4), 0)).isEqualTo(4);
		}
	}

	@Test
	void openFollowsNoOtherLink() throws IOException {
		Path link = Files.createSymbolicLink(this.temp.resolve("link"), this.file);
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> RegionLink.open(link));
		Path similar = Files.createSymbolicLink(this.temp.resolve("similar"),
				Path.of("/proc/1/fd/../../../" + this.file));
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> RegionLink.open(similar));
	}

	@Test
	void leadsToTheFileItselfAndToNoOther() throws IOException {
		assertThat(RegionLink.leadsTo(this.file, this.key)).isTrue();
		Path other = Files.writeString(this.temp.resolve("other"), "another one's");
		assertThat(RegionLink.leadsTo(other, this.key)).isFalse();
		assertThat(RegionLink.leadsTo(this.temp.resolve("missing"), this.key)).isFalse();
	}

	@Test
	void leadsToCountsAsTrueWhenThatCanNotBeFoundOut() throws IOException {
		assertThat(RegionLink.leadsTo(this.temp.resolve("missing"), null)).isTrue();
		Path loop = this.temp.resolve("loop");
		Files.createSymbolicLink(loop, loop);
		assertThat(RegionLink.leadsTo(loop, this.key)).isTrue();
	}

	private static Object key(Path path) throws IOException {
		Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
		assertThat(key).isNotNull();
		return key;
	}

}
