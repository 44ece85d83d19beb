package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link PidFile}.
 */
class PidFileTests {

	private @TempDir Path directory;

	@Test
	void lockWritesThePidAndDestroyRemovesTheFile() throws IOException {
		Path file = this.directory.resolve("run/app.pid");
		PidFile pidFile = PidFile.lock(file);
		assertThat(file).hasContent(Long.toString(ProcessHandle.current().pid()));
		pidFile.destroy();
		assertThat(file).doesNotExist();
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
	@EnabledOnOs(OS.LINUX)
	void lockWhenHeldInTheSameJvmDoesNotGiveTheLockAway() throws Exception {
		Path file = this.directory.resolve("app.pid");
		PidFile pidFile = PidFile.lock(file);
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> PidFile.lock(file));
		String inode = Files.getAttribute(file, "unix:ino").toString();
		assertThat(Files.readAllLines(Path.of("/proc/locks"))).as("locks of the kernel")
			.anyMatch((lock) -> lock.contains(":" + inode + " "));
		pidFile.destroy();
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
