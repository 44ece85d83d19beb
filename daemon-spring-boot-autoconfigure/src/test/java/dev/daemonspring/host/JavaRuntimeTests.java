package dev.daemonspring.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.process.WorkerConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link JavaRuntime}.
 */
@EnabledOnOs(OS.LINUX)
class JavaRuntimeTests {

	@TempDir
	Path home;

	@BeforeEach
	void create() throws IOException {
		program("bin/java", "rwxr-xr-x");
		program("lib/jspawnhelper", "rwxr-xr-x");
	}

	@Test
	void runtimeOfThisProcessStartsProcesses() {
		assertThatCode(() -> JavaRuntime.ofThisProcess().requireForProcesses()).doesNotThrowAnyException();
	}

	@Test
	void runtimeThatIsCompleteStartsProcesses() {
		assertThatCode(() -> runtime("").requireForProcesses()).doesNotThrowAnyException();
	}

	@Test
	void runtimeWithoutProgramsStartsNone() throws IOException {
		Files.delete(this.home.resolve("bin/java"));
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> runtime("").requireForProcesses())
			.withMessageContaining("has no program '" + this.home.resolve("bin/java") + "'.")
			.satisfies((ex) -> assertThat(ex.action()).contains("--strip-native-commands"));
	}

	@Test
	void helperThatMayNotBeExecutedIsToldWithItsWaysOut() throws IOException {
		program("lib/jspawnhelper", "rw-r--r--");
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> runtime("posix_spawn").requireForProcesses())
			.withMessageContaining("jspawnhelper', through which Java starts processes, may not be executed.")
			.satisfies((ex) -> assertThat(ex.action()).contains("chmod 755",
					"'-Djdk.lang.Process.launchMechanism=VFORK'"));
		Files.delete(this.home.resolve("lib/jspawnhelper"));
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> runtime("").requireForProcesses())
			.withMessageContaining("does not exist");
	}

	@Test
	void helperIsNotNeededWhereJavaForksItself() throws IOException {
		program("lib/jspawnhelper", "rw-r--r--");
		assertThatCode(() -> runtime("VFORK").requireForProcesses()).doesNotThrowAnyException();
	}

	private JavaRuntime runtime(String mechanism) {
		return new JavaRuntime(this.home, mechanism, true);
	}

	private void program(String name, String permissions) throws IOException {
		Path file = this.home.resolve(name);
		Files.createDirectories(file.getParent());
		if (!Files.exists(file)) {
			Files.createFile(file);
		}
		Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
	}

}
