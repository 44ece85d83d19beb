package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link RegionPlace}: what is made ready, and what is left alone.
 */
@EnabledOnOs(OS.LINUX)
class RegionPlaceTests {

	private @TempDir Path temp;

	private Path directory;

	private Path file;

	@BeforeEach
	void createDirectory() throws IOException {
		this.directory = Files.createDirectory(this.temp.resolve("directory"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		this.file = this.directory.resolve("region");
	}

	@Test
	void prepareMakesTheDirectoryAndNotTheFile() throws IOException {
		Path missing = this.directory.resolve("a").resolve("b");
		RegionPlace.prepare(missing.resolve("region"));
		assertThat(missing).isEmptyDirectory();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(missing))).isEqualTo("rwx------");
	}

	@Test
	void prepareWhenOthersMayReadTheDirectoryLeavesItsMode() throws IOException {
		chmod("rwxr-xr-x");
		RegionPlace.prepare(this.file);
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.directory))).isEqualTo("rwxr-xr-x");
	}

	@Test
	void prepareRemovesAFormerRegionAndNothingElse() throws IOException {
		Files.write(this.file, Arrays.copyOf(RegionPlace.magic(), 8192));
		Path other = Files.write(this.directory.resolve("other"), RegionPlace.magic());
		RegionPlace.prepare(this.file);
		assertThat(this.file).doesNotExist();
		assertThat(other).exists();
	}

	@Test
	void prepareRemovesARegionWhoseDaemonDiedWhenItHadHardlyBegun() throws IOException {
		Files.write(this.file, RegionPlace.magic());
		RegionPlace.prepare(this.file);
		assertThat(this.file).doesNotExist();
	}

	@Test
	void prepareKeepsWhatIsNoRegion() throws IOException {
		byte[] magic = RegionPlace.magic();
		byte[] similar = magic.clone();
		similar[3]++;
		for (byte[] content : new byte[][] { {}, Arrays.copyOf(magic, 4), similar, new byte[8192] }) {
			Files.write(this.file, content);
			assertRefused("is no status region of yours", "'daemon.directory'");
			assertThat(this.file).hasBinaryContent(content);
		}
	}

	@Test
	void prepareKeepsARegionOfAnotherUser() throws IOException {
		assumeThat(Files.getAttribute(this.temp, "unix:uid")).as("user id, for root can give a file away").isEqualTo(0);
		Files.write(this.file, RegionPlace.magic());
		Files.setAttribute(this.file, "unix:uid", 4711);
		assertRefused("is no status region of yours");
		assertThat(this.file).exists();
	}

	@Test
	void prepareWhenTheDirectoryIsNotSafeTouchesNothingInIt() throws IOException {
		Files.write(this.file, RegionPlace.magic());
		for (String mode : new String[] { "rwx-w----", "rwx----w-", "rwxrwxrwx" }) {
			chmod(mode);
			assertRefused("where others may write (" + mode + ")");
			assertThat(this.directory.toFile().list()).containsExactly("region");
		}
	}

	@Test
	void prepareDirectoryLeavesAFormerRegion() throws IOException {
		Files.write(this.file, RegionPlace.magic());
		assertThat(RegionPlace.prepareDirectory(this.file)).isEqualTo(this.directory);
		assertThat(this.directory.toFile().list()).containsExactly("region");
	}

	@Test
	void prepareOfAPathThatIsNoFileIsRefused() {
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> RegionPlace.prepare(Path.of("/")))
			.withMessageContaining("is no file");
	}

	private void assertRefused(String... messages) {
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> RegionPlace.prepare(this.file))
			.withMessageContaining("'" + this.file + "'")
			.withMessageContainingAll(messages);
	}

	private void chmod(String mode) throws IOException {
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString(mode));
	}

}
