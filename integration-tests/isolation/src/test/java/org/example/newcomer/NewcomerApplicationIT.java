package org.example.newcomer;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What happens in a newcomer's application when a worker goes down. It runs from the
 * class path of this test, without the libraries that are optional.
 */
class NewcomerApplicationIT {

	private static final Pattern OPTIONAL = Pattern
		.compile("tomcat|servlet|spring-web|webmvc|actuator|health|micrometer|jdbc|h2|flyway|HikariCP");

	@TempDir
	Path temp;

	@Test
	void workerWhenForeverAndCrashedIsRestartedAndOthersAreUntouched() throws IOException {
		try (JavaProcess daemon = start()) {
			long tick = awaitLooping(daemon, "tick");
			long pong = awaitLooping(daemon, "pong");
			long fragile = awaitLooping(daemon, "fragile");
			Files.createFile(Crash.fileOf(this.temp, "tick"));
			long again = Long.parseLong(daemon.awaitLine("report: tick LOOPING pid=(\\d+) restarts=1").group(1));
			assertThat(again).isNotEqualTo(tick);
			daemon.awaitLine("report: tick .* restarts=1 exit=exit code \\d+ error=.*tick was asked to crash");
			assertThat(daemon.children()).contains(again, pong, fragile).doesNotContain(tick);
			assertThat(daemon.count("tick spins down")).as("spindowns after a crash").isZero();
			Files.createFile(Crash.fileOf(this.temp, "pong"));
			daemon.awaitLine("report: pong LOOPING pid=(\\d+) restarts=1");
			assertThat(daemon.children()).contains(again, fragile).doesNotContain(pong);
			assertThat(daemon.count("report runs in")).as("runs of a runner, that is the daemon's").isOne();
			daemon.awaitLine("report runs in " + daemon.pid() + "$");
			daemon.terminate();
			assertThat(daemon.awaitExit()).isEqualTo(143);
			assertThat(daemon.count("tick spins down in " + again)).isOne();
		}
	}

	@Test
	void daemonWhenWorkerThatIsNotForeverCrashesEndsAfterAllSpunDown() throws IOException {
		try (JavaProcess daemon = start()) {
			long tick = awaitLooping(daemon, "tick");
			awaitLooping(daemon, "pong");
			awaitLooping(daemon, "fragile");
			List<Long> workers = daemon.children();
			Files.createFile(Crash.fileOf(this.temp, "fragile"));
			assertThat(daemon.awaitExit()).isPositive().isNotEqualTo(143);
			assertThat(workers).noneMatch((pid) -> ProcessHandle.of(pid).isPresent());
			daemon.awaitLine("Worker 'fragile' went down and is not forever");
			daemon.awaitLine("tick spins down in " + tick);
		}
	}

	@Test
	void workerWhenItCantBootIsDownWithItsError() {
		try (JavaProcess daemon = start("--newcomer.broken=true")) {
			daemon.awaitLine("report: broken RESTARTING .*error=.*Port 99999 of the database is wrong");
			awaitLooping(daemon, "tick");
			assertThat(daemon.isAlive()).isTrue();
		}
	}

	@Test
	void daemonWhenKilledLeavesNoProcess() {
		try (JavaProcess daemon = start()) {
			long tick = awaitLooping(daemon, "tick");
			awaitLooping(daemon, "pong");
			List<Long> workers = daemon.children();
			daemon.kill();
			JavaProcess.await().until(() -> workers.stream().noneMatch((pid) -> ProcessHandle.of(pid).isPresent()));
			daemon.awaitLine("tick spins down in " + tick);
		}
	}

	@Test
	void workerWhenCrashedGoesOnInAStandby() throws IOException {
		try (JavaProcess daemon = start()) {
			long tick = awaitLooping(daemon, "tick");
			awaitLooping(daemon, "pong");
			awaitLooping(daemon, "fragile");
			String standby = daemon.awaitLine("A standby \\(pid (\\d+)\\) is ready").group(1);
			Files.createFile(Crash.fileOf(this.temp, "tick"));
			daemon.awaitLine("report: tick LOOPING pid=" + standby + " restarts=1");
			daemon.awaitLine("^\\[tick\\] tick spins up in " + standby);
			daemon.awaitLine("A standby \\(pid (?!" + standby + "\\))\\d+\\) is ready");
			List<Long> children = daemon.children();
			assertThat(children).hasSize(4).doesNotContain(tick);
			daemon.kill();
			JavaProcess.await().until(() -> children.stream().noneMatch((pid) -> ProcessHandle.of(pid).isPresent()));
		}
	}

	private long awaitLooping(JavaProcess daemon, String worker) {
		return Long.parseLong(daemon.awaitLine("report: " + worker + " LOOPING pid=(\\d+)").group(1));
	}

	private JavaProcess start(String... arguments) {
		String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !OPTIONAL.matcher(entry).find())
			.collect(Collectors.joining(File.pathSeparator));
		List<String> command = new ArrayList<>(List.of("-cp", classPath, NewcomerApplication.class.getName(),
				"--daemon.defaults.jvm-args=" + JavaProcess.QUICK_START));
		command.addAll(List.of(arguments));
		return JavaProcess.start(this.temp, command);
	}

}
