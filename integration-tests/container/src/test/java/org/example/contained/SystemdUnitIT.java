package org.example.contained;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The unit of the documentation is one that systemd understands, and its parts go
 * together.
 */
class SystemdUnitIT {

	private static final Path UNIT = Path.of("../../docs/systemd/app.service");

	private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");

	@Test
	void unitIsUnderstood(@TempDir Path directory) throws Exception {
		assumeThat(ANALYZE).isExecutable();
		Path java = Path.of(System.getProperty("java.home"), "bin", "java");
		String unit = Files.readString(UNIT).replace("/usr/bin/java", java.toString());
		assertThat(verify(Files.writeString(directory.resolve("app.service"), unit))).isEmpty();
		assertThat(verify(Files.writeString(directory.resolve("typo.service"), unit.replace("KillMode", "KilMode"))))
			.contains("KilMode");
	}

	private static String verify(Path unit) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(ANALYZE.toString(), "verify", "--man=no", unit.toString())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		process.waitFor();
		return output.strip();
	}

	@Test
	void daemonIsHeardAndEndsItsWorkersItself() throws IOException {
		Map<String, List<String>> settings = settings();
		assertThat(settings).containsEntry("Type", List.of("notify"))
			.containsEntry("NotifyAccess", List.of("all"))
			.containsEntry("KillMode", List.of("mixed"))
			.containsEntry("OOMPolicy", List.of("continue"))
			.containsEntry("SuccessExitStatus", List.of("143"))
			.containsKeys("WatchdogSec", "RuntimeDirectory", "MemoryMax", "Delegate");
	}

	@Test
	void timeForTheEndIsToldToTheDaemon() throws IOException {
		String time = settings().get("TimeoutStopSec").get(0);
		assertThat(settings().get("Environment")).contains("DAEMON_SHUTDOWN_ALLOWED=" + time);
	}

	@Test
	void directoriesOfTheDaemonAreThoseOfTheService() throws IOException {
		assertThat(settings().get("Environment")).contains(
				"DAEMON_DIRECTORY=/run/" + settings().get("RuntimeDirectory").get(0) + "/daemon",
				"DAEMON_CACHEDIRECTORY=/var/cache/" + settings().get("CacheDirectory").get(0) + "/daemon");
	}

	private static Map<String, List<String>> settings() throws IOException {
		return Files.readAllLines(UNIT)
			.stream()
			.filter((line) -> line.matches("[A-Z]\\w+=.*"))
			.map((line) -> line.split("=", 2))
			.collect(Collectors.groupingBy((setting) -> setting[0],
					Collectors.mapping((setting) -> setting[1], Collectors.toList())));
	}

}
