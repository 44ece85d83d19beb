package org.example.contained;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.model.Capability;
import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The unit of the documentation, under a real systemd: the service is started when its
 * workers have spun up, is restarted when nobody looks after them, and ends in order.
 * Needs podman, which lets systemd run in a container.
 */
@EnabledIf(value = "org.example.testsupport.ContainerEngine#isAvailable",
		disabledReason = "No container engine answers")
@EnabledForJreRange(max = JRE.JAVA_24, disabledReason = "The same image was tested by an earlier JDK")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class SystemdIT {

	private static final Path UNIT = Path.of("../../docs/systemd/app.service");

	@Test
	void serviceIsStartedWatchedAndStopped(@TempDir Path directory) throws Exception {
		try (Images images = new Images(directory);
				RunningContainer container = RunningContainer.start(image(images),
						(command) -> command.getHostConfig().withCapAdd(Capability.SYS_ADMIN))) {
			JavaProcess.await()
				.until(() -> container.tell("systemctl", "is-system-running"),
						(state) -> state.matches("running|degraded"));
			assertThat(container.run(List.of("systemctl", "start", "app"))).as("start").isZero();
			assertThat(show(container, "StatusText")).startsWith("2 LOOPING; ");
			container.run(List.of("systemctl", "kill", "--kill-who=main", "--signal=STOP", "app"));
			JavaProcess.await().until(() -> show(container, "NRestarts").equals("1"));
			assertThat(container.tell("journalctl", "-u", "app")).contains("Watchdog timeout");
			JavaProcess.await().until(() -> show(container, "ActiveState").equals("active"));
			assertThat(container.run(List.of("systemctl", "stop", "app"))).as("stop").isZero();
			assertThat(show(container, "Result")).isEqualTo("success");
			assertThat(container.tell("journalctl", "-u", "app")).contains("The calm worker has spun down",
					"The hoarder has spun down", "Deactivated successfully");
		}
	}

	/**
	 * With a watchdog for which a test can wait.
	 */
	private static String image(Images images) throws IOException {
		try {
			return images.systemd(Files.readString(UNIT).replace("WatchdogSec=30s", "WatchdogSec=6s"));
		}
		catch (DockerClientException ex) {
			throw new TestAbortedException("The base image has no systemd", ex);
		}
	}

	private static String show(RunningContainer container, String property) {
		return container.tell("systemctl", "show", "app", "--value", "-p", property);
	}

}
