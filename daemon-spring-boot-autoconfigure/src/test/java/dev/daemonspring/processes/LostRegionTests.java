package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A worker is restarted though the directory of the status region was deleted, with all
 * that is in it.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class LostRegionTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	@TempDir
	Path temp;

	@Test
	void workerIsRestartedWhenTheRegionIsGone() throws IOException {
		Path directory = this.temp.resolve("region");
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SubprocessApplication.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.defaults.looptime=20ms", "daemon.standby=0",
					"daemon.directory=" + directory, "daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1",
					"daemon.workers.keeper.enabled=false", "daemon.defaults.restart.initial-delay=10ms")
			.run()) {
			Workers workers = context.getBean(Workers.class);
			await().atMost(PATIENCE).until(() -> workers.status("parent") == WorkerState.LOOPING);
			Long before = workers.info("parent").pid();
			assertThat(before).isNotNull();
			FileSystemUtils.deleteRecursively(directory);
			ProcessHandle.of(before).orElseThrow().destroyForcibly();
			await().atMost(PATIENCE).until(() -> {
				Long now = workers.info("parent").pid();
				return now != null && !now.equals(before) && workers.status("parent") == WorkerState.LOOPING;
			});
		}
		// The daemon's own files are gone again
		assertThat(directory).isEmptyDirectory();
	}

}
