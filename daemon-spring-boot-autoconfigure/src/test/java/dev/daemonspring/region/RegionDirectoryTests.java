package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link RegionDirectory}.
 */
class RegionDirectoryTests {

	private @TempDir Path directory;

	@Test
	void lockRemovesFilesOfTheDeadAlsoOfOneWithThisPid() throws IOException {
		Path other = dead("daemon-999999999-a.region");
		Path samePid = dead("daemon-%d-a.region".formatted(ProcessHandle.current().pid()));
		RegionDirectory own = RegionDirectory.in(this.directory);
		own.lock();
		for (Path region : new Path[] { other, samePid }) {
			assertThat(region).doesNotExist();
			assertThat(lock(region)).doesNotExist();
			assertThat(RegionDirectory.argumentFile(region)).doesNotExist();
			assertThat(RegionPaths.controlSocket(region)).doesNotExist();
		}
		assertThat(lock(own.regionFile())).exists();
		own.close();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void lockLeavesFilesOfTheLiving() throws IOException {
		RegionDirectory living = RegionDirectory.in(this.directory);
		living.lock();
		Files.createFile(living.regionFile());
		makeOld(lock(living.regionFile()));
		RegionDirectory own = RegionDirectory.in(this.directory);
		own.lock();
		assertThat(living.regionFile()).exists();
		assertThat(lock(living.regionFile())).exists();
		own.close();
		living.close();
	}

	@Test
	void lockLeavesFilesThatAreYoung() throws IOException {
		Path young = Files.createFile(this.directory.resolve("daemon-1-a.region"));
		Files.createFile(lock(young));
		RegionDirectory own = RegionDirectory.in(this.directory);
		own.lock();
		assertThat(young).exists();
		own.close();
	}

	@Test
	void lockAgainLocksWhatWasDeleted() throws IOException {
		RegionDirectory own = RegionDirectory.in(this.directory);
		own.lock();
		Path lock = lock(own.regionFile());
		Files.delete(lock);
		Path inTheWay = Files.createSymbolicLink(lock, this.directory.resolve("nowhere"));
		own.lockAgain();
		assertThat(Files.isSymbolicLink(lock)).as("left to whoever put it there").isTrue();
		Files.delete(inTheWay);
		own.lockAgain();
		assertThat(ExclusiveFile.tryHold(lock)).isNull();
		own.close();
		assertThat(this.directory).isEmptyDirectory();
	}

	@Test
	void occupyAgainWhenThereNeverWasALockMakesNone() throws IOException {
		RegionDirectory own = RegionDirectory.in(this.directory);
		own.lockAgain();
		assertThat(this.directory).isEmptyDirectory();
		own.close();
	}

	@Test
	void lockIsForItsOwnerOnly() throws IOException {
		RegionDirectory own = RegionDirectory.in(this.directory);
		own.lock();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(lock(own.regionFile()))))
			.isEqualTo("rw-------");
		own.close();
	}

	private Path dead(String name) throws IOException {
		Path region = Files.createFile(this.directory.resolve(name));
		Files.createFile(RegionDirectory.argumentFile(region));
		Files.createFile(RegionPaths.controlSocket(region));
		makeOld(Files.createFile(lock(region)));
		return region;
	}

	private static Path lock(Path region) {
		return region.resolveSibling(region.getFileName() + ".lock");
	}

	private static void makeOld(Path file) throws IOException {
		Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
	}

}
