package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link RegionFile}: where a region may lie, and what it never overwrites.
 */
class RegionFileTests {

	private static final RegionLayout LAYOUT = new RegionLayout(2, 4096, 2);

	@TempDir
	private Path temp;

	@Test
	void createWhenDirectoryIsAbsentMakesItForOwnerOnly() throws IOException {
		Path parent = this.temp.resolve("a");
		Path directory = parent.resolve("b");
		Path file = directory.resolve("region");
		try (StatusRegion region = StatusRegion.create(file, LAYOUT)) {
			assertThat(permissions(file)).isEqualTo("rw-------");
			assertThat(permissions(directory)).isEqualTo("rwx------");
			assertThat(permissions(parent)).isEqualTo("rwx------");
			assertThat(region.file()).isEqualTo(file.toAbsolutePath());
			assertThat(region.layout()).isEqualTo(LAYOUT);
			assertThat(Files.size(file)).isEqualTo(LAYOUT.size());
			try (var files = Files.list(directory)) {
				assertThat(files).containsExactly(file);
			}
		}
		assertThat(file).doesNotExist();
	}

	@Test
	void createWhenDirectoryIsSymbolicLinkIsRefused() throws IOException {
		Path directory = Files.createDirectory(this.temp.resolve("directory"));
		Path link = Files.createSymbolicLink(this.temp.resolve("link"), directory);
		assertRefused(link.resolve("region"), "a symbolic link");
	}

	@Test
	void createWhenDirectoryIsFileIsRefused() throws IOException {
		Path file = Files.createFile(this.temp.resolve("file"));
		assertRefused(file.resolve("region"), "no directory");
	}

	@Test
	void createWhenOthersMayWriteIntoDirectoryIsRefused() throws IOException {
		Path directory = Files.createDirectory(this.temp.resolve("directory"));
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxrwx---"));
		assertRefused(directory.resolve("region"), "others may write (rwxrwx---)", "chmod 700");
		Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx----w-"));
		assertRefused(directory.resolve("region"), "others may write (rwx----w-)", "chmod 700");
	}

	@Test
	void createWhenDirectoryBelongsToAnotherUserIsRefused() throws IOException {
		Path directory = Files.createDirectory(this.temp.resolve("directory"));
		assumeThat(isRoot()).as("only root can give a directory away").isTrue();
		Files.setAttribute(directory, "unix:uid", 4711);
		assertRefused(directory.resolve("region"), "belongs to '4711' and not to");
		try (var files = Files.list(directory)) {
			assertThat(files).isEmpty();
		}
	}

	@Test
	void createWhenFileIsForeignIsRefusedAndKeepsIt() throws IOException {
		Path file = this.temp.resolve("region");
		Files.writeString(file, "precious and longer than a magic number");
		assertRefused(file, "no status region of yours");
		assertThat(file).hasContent("precious and longer than a magic number");
		Files.writeString(file, "");
		assertRefused(file, "no status region of yours");
	}

	@Test
	void createWhenFileIsSymbolicLinkToRegionIsRefused() throws IOException {
		try (StatusRegion other = StatusRegion.create(this.temp.resolve("other"), LAYOUT)) {
			Path link = Files.createSymbolicLink(this.temp.resolve("region"), other.file());
			assertRefused(link, "no status region of yours");
			assertThat(other.file()).exists();
		}
	}

	@Test
	void createWhenFileIsDanglingSymbolicLinkIsRefused() throws IOException {
		Path target = this.temp.resolve("target");
		assertRefused(Files.createSymbolicLink(this.temp.resolve("region"), target), "no status region of yours");
		assertThat(target).doesNotExist();
	}

	@Test
	void createWhenFileIsDirectoryIsRefused() throws IOException {
		assertRefused(Files.createDirectory(this.temp.resolve("region")), "no status region of yours");
	}

	@Test
	void createWhenFormerRegionIsThereReplacesIt() {
		Path file = this.temp.resolve("region");
		StatusRegion former = StatusRegion.create(file, LAYOUT);
		former.slot(0).name("former");
		WorkerSlot.open(file, 0).begin(1, 1);
		StatusRegion region = StatusRegion.create(file, new RegionLayout(1, 1024, 1));
		assertThat(region.slot(0).snapshot().pid()).isZero();
		assertThat(former.slot(0).snapshot().pid()).isEqualTo(1);
		former.close();
		assertThat(file).exists();
		region.close();
		assertThat(file).doesNotExist();
	}

	@Test
	void createWhenThereIsNoSpaceLeavesNothing() throws IOException {
		String small = System.getProperty("daemon.test.small-directory");
		assumeThat(small).as("a small file system").isNotNull();
		Path filler = Path.of(small, "filler");
		Path file = Path.of(small, "d", "region");
		try {
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> Files.write(filler, new byte[64 * 1024 * 1024]));
			assertRefused(file, "can't be created", "enough space");
			assertThat(file).doesNotExist();
		}
		finally {
			Files.delete(filler);
		}
	}

	@Test
	void createWhenDirectoryCanNotBeMadeNamesReason() throws IOException {
		Path file = Files.createFile(this.temp.resolve("file"));
		assertRefused(file.resolve("directory").resolve("region"), "can't be created", "daemon.directory");
	}

	@Test
	void closeWhenFileIsGoneDoesNotThrow() throws IOException {
		StatusRegion region = StatusRegion.create(this.temp.resolve("region"), LAYOUT);
		Files.delete(region.file());
		assertThat(region.slot(0).snapshot().defect()).isNull();
		region.close();
		region.close();
	}

	private static void assertRefused(Path file, String... messages) {
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> StatusRegion.create(file, LAYOUT))
			.withMessageContaining("'" + file + "'")
			.withMessageContainingAll(messages);
	}

	private static String permissions(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path, LinkOption.NOFOLLOW_LINKS));
	}

	private boolean isRoot() throws IOException {
		return Integer.valueOf(0).equals(Files.getAttribute(this.temp, "unix:uid"));
	}

}
