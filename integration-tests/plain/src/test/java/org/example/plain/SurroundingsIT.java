package org.example.plain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.example.testsupport.RpcClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * An application keeps its worker running where there is little: no entry for its user,
 * no home, few descriptors.
 */
@EnabledOnOs(value = OS.LINUX, disabledReason = "users and limits are set as on Linux")
class SurroundingsIT {

	private static final int NOBODY_KNOWS = 54321;

	@TempDir
	Path temp;

	private Path jar;

	@BeforeEach
	void copyJar() throws IOException {
		Files.setPosixFilePermissions(this.temp, PosixFilePermissions.fromString("rwxr-xr-x"));
		this.jar = Files.copy(Path.of("target/plain.jar"), this.temp.resolve("plain.jar"));
		Files.setPosixFilePermissions(this.jar, PosixFilePermissions.fromString("r--r--r--"));
	}

	@Test
	void userHasNoEntryAndNoHome() throws IOException {
		becomeNobodyKnown();
		try (JavaProcess daemon = start(asNobodyKnown("-u", "HOME", "-u", "USER", "-u", "LOGNAME"))) {
			daemon.awaitLine("Worker 'metronome' \\(pid \\d+\\) is LOOPING");
			assertThat(Files.getAttribute(Path.of("/proc", String.valueOf(daemon.pid())), "unix:uid"))
				.isEqualTo(NOBODY_KNOWS);
			assertWorkerIsKeptRunning(daemon);
		}
	}

	@Test
	void homeIsReadOnly() throws IOException {
		becomeNobodyKnown();
		Path home = Files.createDirectory(this.temp.resolve("home"));
		Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("r-xr-xr-x"));
		try (JavaProcess daemon = start(asNobodyKnown("-u", "XDG_CACHE_HOME", "HOME=" + home), "-Duser.home=" + home,
				"-jar", this.jar.toString(), "--daemon.class-data=on", "--daemon.class-data-calm=1s")) {
			assertWorkerIsKeptRunning(daemon);
			assertThat(home).isEmptyDirectory();
		}
	}

	@Test
	void descriptorsAreFew() {
		try (JavaProcess daemon = start(List.of("sh", "-c", "ulimit -n 256 && exec \"$@\"", "sh"))) {
			JavaProcess.await()
				.untilAsserted(() -> assertThat(Path.of("/proc", String.valueOf(daemon.pid()), "limits")).content()
					.containsPattern("Max open files +256 +256 "));
			assertWorkerIsKeptRunning(daemon);
		}
	}

	@Test
	void variablesOfTheDaemonsJvmAndOfItsServiceManagerAreTheDaemonsAlone() throws IOException {
		try (JavaProcess daemon = start(
				List.of("env", "_JAVA_OPTIONS=-Xmx256m", "JAVA_TOOL_OPTIONS=-Dfrom.tool=yes",
						"JDK_JAVA_OPTIONS=--add-opens=java.base/java.lang=ALL-UNNAMED",
						"NOTIFY_SOCKET=" + this.temp.resolve("nobody"), "WATCHDOG_USEC=30000000"),
				"-jar", this.jar.toString(), "--daemon.workers.metronome.max-heap=96MB")) {
			daemon.awaitLine("Worker 'metronome' \\(pid \\d+\\) is LOOPING");
			assertThat(daemon.children()).filteredOn(SurroundingsIT::isWorkerProcess).isNotEmpty().allSatisfy((pid) -> {
				String environment = new String(Files.readAllBytes(Path.of("/proc", pid.toString(), "environ")));
				assertThat(environment).doesNotContain("JAVA_OPTIONS=", "JAVA_TOOL_OPTIONS=", "NOTIFY_SOCKET=",
						"WATCHDOG_USEC=");
				String command = new String(Files.readAllBytes(Path.of("/proc", pid.toString(), "cmdline")));
				assertThat(command).contains("--add-opens=java.base/java.lang=ALL-UNNAMED").doesNotContain("-Xmx256m");
			});
			assertThat(daemon.count("Picked up _JAVA_OPTIONS")).as("JVMs that are told").isEqualTo(1);
		}
	}

	/**
	 * What tells the service manager is a process, too.
	 */
	private static boolean isWorkerProcess(long pid) {
		try {
			return Files.readString(Path.of("/proc", String.valueOf(pid), "cmdline")).contains("WorkerMain");
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void becomeNobodyKnown() throws IOException {
		assumeThat(Files.getAttribute(this.temp, "unix:uid")).as("user id: only root can become another user")
			.isEqualTo(0);
		assumeThat(Path.of("/usr/bin/setpriv")).exists();
		assertThat(Files.readAllLines(Path.of("/etc/passwd")))
			.noneMatch((line) -> line.contains(":" + NOBODY_KNOWS + ":"));
		Files.setAttribute(this.temp, "unix:uid", NOBODY_KNOWS);
	}

	private static List<String> asNobodyKnown(String... environment) {
		List<String> launcher = new ArrayList<>(
				List.of("setpriv", "--reuid=" + NOBODY_KNOWS, "--regid=" + NOBODY_KNOWS, "--clear-groups", "env"));
		launcher.addAll(List.of(environment));
		return launcher;
	}

	private JavaProcess start(List<String> launcher) {
		return start(launcher, "-jar", this.jar.toString());
	}

	private JavaProcess start(List<String> launcher, String... application) {
		List<String> arguments = new ArrayList<>(List.of(application));
		arguments.addAll(List.of("--daemon.standby=1", "--daemon.workers.metronome.looptime=50ms",
				"--daemon.defaults.jvm-args=" + JavaProcess.QUICK_START, "--daemon.rpc.sockets=unix://" + socket()));
		return JavaProcess.startBy(launcher, this.temp, arguments);
	}

	private Path socket() {
		return this.temp.resolve("run/s");
	}

	/**
	 * It starts, loops, is restarted, and spins down with the daemon.
	 */
	private void assertWorkerIsKeptRunning(JavaProcess daemon) {
		long first = Long.parseLong(daemon.awaitLine("Worker 'metronome' \\(pid (\\d+)\\) is LOOPING").group(1));
		RpcClient client = RpcClient.overUnixSocket(socket());
		awaitBeats(client);
		daemon.awaitLine("A standby \\(pid \\d+\\) is ready");
		ProcessHandle.of(first).orElseThrow().destroyForcibly();
		// The log passes over a state that the daemon has not seen
		JavaProcess.await().until(() -> client.call("worker.info", "metronome").path("pid").asLong(0) != first);
		awaitBeats(client);
		List<Long> children = daemon.children();
		daemon.terminate();
		assertThat(daemon.awaitExit()).isEqualTo(143);
		daemon.awaitLine("The metronome is put away");
		assertThat(children).isNotEmpty().noneMatch((pid) -> ProcessHandle.of(pid).isPresent());
	}

	private static void awaitBeats(RpcClient client) {
		JavaProcess.await()
			.until(() -> client.ask("worker.status", "metronome").equals("1")
					&& client.ask("metronome.beats").matches("[1-9]\\d*"));
	}

}
