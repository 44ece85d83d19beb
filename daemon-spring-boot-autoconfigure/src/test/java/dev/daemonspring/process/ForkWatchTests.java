package dev.daemonspring.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.child.ProcessMark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ForkWatch}. A copy of {@code sleep} stands for the helper of the JDK,
 * which lives too briefly to be stopped by a test.
 */
@EnabledOnOs(OS.LINUX)
class ForkWatchTests {

	private final List<Process> processes = new ArrayList<>();

	@TempDir
	Path directory;

	@AfterEach
	void killProcesses() {
		this.processes.forEach(Process::destroyForcibly);
	}

	@Test
	void startThatWaitsForAStoppedHelperFails() throws Exception {
		Process helper = stopped(sleep("jspawnhelper"));
		ProcessStarter starter = new ProcessStarter(new TaskReserve(), (builder) -> {
			awaitEnd(helper);
			throw new IOException("Failed to exec spawn helper");
		});
		assertThatIOException()
			.isThrownBy(() -> starter.start(new ProcessBuilder("sleep", "3600"), ProcessMark.create()))
			.withMessage("Failed to exec spawn helper");
		assertThat(helper.exitValue()).isEqualTo(137);
	}

	@Test
	void helperThatIsStoppedLaterIsKilled() throws Exception {
		Process helper = sleep("jspawnhelper");
		ForkWatch watch = new ForkWatch(Duration.ofMillis(10));
		watch.start();
		try {
			stop(helper);
			awaitEnd(helper);
		}
		finally {
			watch.over();
		}
		assertThat(helper.exitValue()).isEqualTo(137);
		watch.join(30_000);
		assertThat(watch.isAlive()).isFalse();
	}

	@Test
	void otherProcessesAndHelpersAtWorkAreLeftAlone() throws Exception {
		Process working = sleep("jspawnhelper");
		Process other = stopped(sleep("other"));
		ForkWatch.killStoppedHelpers();
		Process sentinel = stopped(sleep("jspawnhelper"));
		ForkWatch.killStoppedHelpers();
		awaitEnd(sentinel);
		assertThat(working.isAlive()).isTrue();
		assertThat(other.isAlive()).isTrue();
	}

	private Process sleep(String name) throws IOException {
		Path program = this.directory.resolve(name);
		if (!Files.exists(program)) {
			Files.copy(Path.of("/bin/sleep"), program);
			assertThat(program.toFile().setExecutable(true)).isTrue();
		}
		Process process = new ProcessBuilder(program.toString(), "3600").start();
		this.processes.add(process);
		return process;
	}

	private static Process stopped(Process process) throws Exception {
		stop(process);
		await().until(() -> StoppedProcesses.contain(process.pid()));
		return process;
	}

	private static void stop(Process process) throws Exception {
		assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor()).isZero();
	}

	private static void awaitEnd(Process process) {
		try {
			assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
