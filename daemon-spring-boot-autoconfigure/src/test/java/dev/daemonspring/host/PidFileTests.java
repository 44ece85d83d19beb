package dev.daemonspring.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.process.WorkerConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PidFile}.
 */
class PidFileTests {

	private @TempDir Path directory;

	@Test
	void lockWritesThePidAndDestroyLeavesTheFileEmpty() throws IOException {
		Path file = this.directory.resolve("run/app.pid");
		PidFile pidFile = PidFile.lock(file);
		assertThat(file).hasContent(Long.toString(ProcessHandle.current().pid()));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
		Object key = Files.readAttributes(file, BasicFileAttributes.class).fileKey();
		pidFile.destroy();
		assertThat(file).isEmptyFile();
		PidFile.lock(file).destroy();
		assertThat(Files.readAttributes(file, BasicFileAttributes.class).fileKey()).as("the same file").isEqualTo(key);
	}

	@Test
	void lockMakesAMissingDirectoryForThisUserAlone() throws IOException {
		Path missing = this.directory.resolve("run");
		PidFile.lock(missing.resolve("app/app.pid")).destroy();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(missing))).isEqualTo("rwx------");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(missing.resolve("app"))))
			.isEqualTo("rwx------");
	}

	@Test
	void lockWhenDirectoryIsSharedLeavesIt() throws IOException {
		Path target = Files.createDirectory(this.directory.resolve("run"));
		Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwxr-xr-x"));
		Path link = Files.createSymbolicLink(this.directory.resolve("var-run"), target);
		PidFile.lock(link.resolve("app.pid")).destroy();
		assertThat(target.resolve("app.pid")).isEmptyFile();
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target))).isEqualTo("rwxr-xr-x");
	}

	@Test
	void lockWhenHeldRefusesAndNamesThePid() throws IOException {
		Path file = this.directory.resolve("app.pid");
		PidFile pidFile = PidFile.lock(file);
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> PidFile.lock(file))
			.withMessageContaining("process " + ProcessHandle.current().pid());
		pidFile.destroy();
		PidFile.lock(file).destroy();
	}

	@Test
	void lockWhenFileIsALinkRefusesAndLeavesItsTargetAlone() throws IOException {
		Path target = Files.writeString(this.directory.resolve("precious"), "precious");
		Path link = Files.createSymbolicLink(this.directory.resolve("app.pid"), target);
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> PidFile.lock(link))
			.withMessageContaining("'" + link + "'")
			.withMessageContaining("symbolic link");
		assertThat(target).hasContent("precious");
	}

	@Test
	void lockWhenFileIsNoFileRefuses() throws IOException {
		Path file = Files.createDirectory(this.directory.resolve("app.pid"));
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> PidFile.lock(file))
			.withMessageContaining("no regular file");
	}

	@Test
	void lockWhenFileIsStaleTakesIt() throws IOException {
		Path file = Files.writeString(this.directory.resolve("app.pid"), "999999999999");
		PidFile pidFile = PidFile.lock(file);
		assertThat(file).hasContent(Long.toString(ProcessHandle.current().pid()));
		pidFile.destroy();
	}

	@Test
	void lockWhenNotWritableNamesTheFile() {
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> PidFile.lock(Path.of("/proc/app.pid")))
			.withMessageContaining("/proc/app.pid");
	}

}
