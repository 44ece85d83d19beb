package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link RegionPlaces}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RegionPlacesTests {

	private static final RegionLayout LAYOUT = new RegionLayout(1, 1024, 1);

	private static final String WARNING = "Shared memory can't be used: ";

	private @TempDir Path temp;

	private Path memory;

	private Path temporary;

	@BeforeEach
	void create() throws IOException {
		this.memory = Files.createDirectory(this.temp.resolve("shm"));
		this.temporary = Files.createDirectory(this.temp.resolve("tmp"));
	}

	@Test
	void openLiesInSharedMemoryNamedByTheUsersId(CapturedOutput output) throws IOException {
		try (RegionPlaces.Opened opened = places(0).open(null, LAYOUT)) {
			Path directory = opened.region().file().getParent();
			assertThat(directory)
				.isEqualTo(this.memory.resolve("daemonspring-" + Files.getAttribute(this.memory, "unix:uid")));
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
		}
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void openWhenConfiguredLiesThere() {
		Path configured = this.temp.resolve("mine");
		try (RegionPlaces.Opened opened = places(Long.MAX_VALUE).open(configured, LAYOUT)) {
			assertThat(opened.region().file()).hasParent(configured);
		}
	}

	@Test
	void openWhenSystemHasNoSharedMemorySaysNothing(CapturedOutput output) {
		RegionPlaces places = new RegionPlaces(null, this.temporary, 0);
		try (RegionPlaces.Opened opened = places.open(null, LAYOUT)) {
			assertThat(opened.region().file()).startsWith(this.temporary);
		}
		assertThat(output).doesNotContain(WARNING);
	}

	@Test
	void openWhenSharedMemoryIsMissingFallsBackAndTells(CapturedOutput output) throws IOException {
		Files.delete(this.memory);
		assertFallsBack(places(0), output, "there is no directory '");
	}

	@Test
	void openWhenSharedMemoryCanNotBeWrittenFallsBackAndTells(CapturedOutput output) {
		// Nobody can, not even root
		RegionPlaces places = new RegionPlaces(Path.of("/proc"), this.temporary, 0);
		assertFallsBack(places, output, "/proc");
	}

	@Test
	void openWhenSharedMemoryIsNearlyFullFallsBackAndTells(CapturedOutput output) throws IOException {
		assertFallsBack(places(Long.MAX_VALUE), output, "beside the status region");
		try (var directories = Files.walk(this.memory)) {
			assertThat(directories.filter(Files::isRegularFile)).isEmpty();
		}
	}

	@Test
	void openWhenSharedMemoryIsFullFallsBackAndTells(CapturedOutput output) throws Exception {
		assumeThat(mount(this.memory)).as("a small file system could be mounted").isTrue();
		try {
			assertThatExceptionOfType(IOException.class)
				.isThrownBy(() -> Files.write(this.memory.resolve("filler"), new byte[1024 * 1024]));
			assertFallsBack(places(0), output, "No space left on device");
		}
		finally {
			run("umount", this.memory.toString());
		}
	}

	@Test
	void openWhenTheNameIsTakenByAnotherUserRefusesAndNamesTheOwner() throws IOException {
		assumeThat(Files.getAttribute(this.temp, "unix:uid")).as("user id, for root can give a directory away")
			.isEqualTo(0);
		Path squatted = Files.createDirectory(this.memory.resolve("daemonspring-0"));
		Files.setPosixFilePermissions(squatted, PosixFilePermissions.fromString("rwxrwxrwx"));
		Files.setAttribute(squatted, "unix:uid", 4711);
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> places(0).open(null, LAYOUT))
			.withMessageContaining("'%s', which belongs to '4711'".formatted(squatted))
			.withMessageContaining("daemon.directory");
	}

	@Test
	void openWhenTheNameIsTakenByALinkRefuses() throws IOException {
		Path target = Files.createDirectory(this.temp.resolve("target"));
		Files.createSymbolicLink(this.memory.resolve("daemonspring-" + OwnUser.fileName()), target);
		assertThatExceptionOfType(RegionException.class).isThrownBy(() -> places(0).open(null, LAYOUT))
			.withMessageContaining("symbolic link");
		assertThat(target).isEmptyDirectory();
	}

	private void assertFallsBack(RegionPlaces places, CapturedOutput output, String reason) {
		try (RegionPlaces.Opened opened = places.open(null, LAYOUT)) {
			assertThat(opened.region().file()).startsWith(this.temporary);
		}
		assertThat(output).contains(WARNING)
			.contains(reason)
			.contains("'" + this.temporary.resolve("daemonspring-" + OwnUser.fileName()) + "'")
			.contains("daemon.directory");
	}

	private RegionPlaces places(long room) {
		return new RegionPlaces(this.memory, this.temporary, room);
	}

	private static boolean mount(Path directory) throws Exception {
		return Files.getAttribute(directory, "unix:uid").equals(0)
				&& run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", directory.toString());
	}

	private static boolean run(String... command) throws InterruptedException {
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
