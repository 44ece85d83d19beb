package dev.daemonspring.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link NiceCommand}.
 */
@EnabledOnOs(OS.LINUX)
class NiceCommandTests {

	@Test
	void commandWithoutNicenessIsTheSame() {
		assertThat(NiceCommand.of(null, List.of("java"))).containsExactly("java");
	}

	@Test
	void commandIsRunByNice() {
		assertThat(NiceCommand.of(3, List.of("java", "-version"))).containsExactly("nice", "-n", "3", "java",
				"-version");
	}

	@Test
	void niceIsAnExecutableFileOnThePath(@TempDir Path directory) throws Exception {
		String path = "::/does/not/exist:" + directory;
		assertThat(NiceCommand.isOn(path)).isFalse();
		Path nice = Files.createFile(directory.resolve("nice"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
		assertThat(NiceCommand.isOn(path)).isFalse();
		Files.setPosixFilePermissions(nice, PosixFilePermissions.fromString("rwx------"));
		assertThat(NiceCommand.isOn(path)).isTrue();
		assertThat(NiceCommand.isOn("")).isFalse();
	}

}
