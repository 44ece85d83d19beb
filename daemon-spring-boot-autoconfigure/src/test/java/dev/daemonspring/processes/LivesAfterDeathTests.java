package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.region.LifeFile;
import dev.daemonspring.region.LifeRecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a daemon that was killed knew of its workers' lives, the next one knows, too.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
@EnabledOnOs(OS.LINUX)
class LivesAfterDeathTests {

	@Test
	void livesOutliveADaemonThatIsKilled(@TempDir Path directory) throws Exception {
		long first;
		long second;
		try (DaemonJvm daemon = DaemonJvm.start(directory, DaemonJvm.classPathOfTest(), List.of())) {
			first = daemon.awaitWorker(null);
			daemon.kill(first);
			second = daemon.awaitWorker(first);
			daemon.process().destroyForcibly().waitFor();
		}
		List<LifeRecord> lives = read(directory);
		assertThat(lives).extracting(LifeRecord::pid).containsExactly(first, second);
		assertThat(lives.get(0).exitCode()).isEqualTo(137);
		assertThat(lives.get(1).ended()).isZero();
		try (DaemonJvm daemon = DaemonJvm.start(directory, DaemonJvm.classPathOfTest(), List.of())) {
			daemon.awaitWorker(second);
			daemon.order("shutdown");
			daemon.awaitExit();
		}
		List<LifeRecord> later = read(directory);
		assertThat(later).hasSize(3);
		assertThat(later.subList(0, 2)).isEqualTo(lives);
		assertThat(later.get(2).exitCode()).isZero();
	}

	private static List<LifeRecord> read(Path directory) throws IOException {
		Path region = directory.resolve("region");
		String name;
		try (Stream<Path> files = Files.list(region)) {
			name = files.map((file) -> file.getFileName().toString())
				.filter((file) -> file.startsWith("lives-"))
				.toList()
				.get(0);
		}
		String application = name.replaceAll("^lives-|-0$", "");
		await().until(() -> {
			try (LifeFile file = LifeFile.open(region, application, List.of("worker"))) {
				return file != null;
			}
		});
		try (LifeFile file = LifeFile.open(region, application, List.of("worker"))) {
			return file.read("worker");
		}
	}

}
