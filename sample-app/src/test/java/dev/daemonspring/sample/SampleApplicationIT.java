package dev.daemonspring.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample's executable jar, with blanks in every path and nothing to write beside it.
 */
class SampleApplicationIT {

	@TempDir
	Path temp;

	private Path application;

	private SampleProcess sample;

	@BeforeEach
	void startSample() throws IOException {
		this.application = Files.createDirectory(this.temp.resolve("an application"));
		Files.copy(SampleProcess.JAR, this.application.resolve("sample app.jar"));
		Files.setPosixFilePermissions(this.application, PosixFilePermissions.fromString("r-xr-xr-x"));
		this.sample = SampleProcess.start(this.application, this.temp.resolve("some files"), "-jar", "sample app.jar");
	}

	@AfterEach
	void stopSample() throws IOException {
		this.sample.close();
		Files.setPosixFilePermissions(this.application, PosixFilePermissions.fromString("rwxr-xr-x"));
	}

	@Test
	void healthTellsWhatWorkerDoesAndNothingIsWrittenBesideApplication() throws IOException {
		JsonNode health = this.sample.awaitLooping(0);
		assertThat(health.at("/status").asString()).isEqualTo("UP");
		JsonNode details = health.at("/details");
		assertThat(this.sample.process().children()).contains(details.at("/pid").asLong());
		assertThat(details.at("/restarts").asLong()).isZero();
		assertThat(details.at("/failures").asLong()).isZero();
		assertThat(details.has("since")).isTrue();
		assertThat(details.has("lastIteration")).isTrue();
		assertThat(details.has("longestIteration")).isTrue();
		assertThat(details.has("lastError")).isFalse();
		try (Stream<Path> files = Files.list(this.application)) {
			assertThat(files.toList()).isEqualTo(List.of(this.application.resolve("sample app.jar")));
		}
	}

	@Test
	void healthIsWhatTheReadmeShows() throws IOException {
		String shown = Files.readString(Path.of("../README.md"))
			.lines()
			.filter((line) -> line.startsWith("{\"details\":"))
			.findFirst()
			.orElseThrow();
		JsonNode expected = JsonMapper.builder().build().readTree(shown);
		long worker = this.sample.awaitLooping(0).at("/details/pid").asLong();
		ProcessHandle.of(worker).orElseThrow().destroyForcibly();
		this.sample.awaitLooping(worker);
		JavaProcess.await().untilAsserted(() -> {
			JsonNode health = this.sample.awaitLooping(worker);
			assertThat(health.propertyNames()).containsExactlyInAnyOrderElementsOf(expected.propertyNames());
			assertThat(health.at("/details").propertyNames())
				.containsExactlyInAnyOrderElementsOf(expected.at("/details").propertyNames());
			assertThat(health.at("/status")).isEqualTo(expected.at("/status"));
			for (String field : List.of("state", "failures", "restarts", "lastExit")) {
				assertThat(health.at("/details/" + field)).as(field).isEqualTo(expected.at("/details/" + field));
			}
		});
	}

	@Test
	void workerWhenKilledTenTimesIsRestartedTenTimes() {
		long daemon = this.sample.process().pid();
		long worker = this.sample.awaitLooping(0).at("/details/pid").asLong();
		for (int kill = 1; kill <= 10; kill++) {
			ProcessHandle.of(worker).orElseThrow().destroyForcibly();
			JsonNode health = this.sample.awaitLooping(worker);
			assertThat(health.at("/details/restarts").asInt()).isEqualTo(kill);
			assertThat(health.at("/details/lastExit").asString()).isEqualTo("signal 9 (SIGKILL)");
			worker = health.at("/details/pid").asLong();
			assertThat(this.sample.process().children()).contains(worker);
		}
		assertThat(this.sample.process().isAlive()).isTrue();
		assertThat(this.sample.process().pid()).isEqualTo(daemon);
	}

	@Test
	void daemonWhenTerminatedSpinsWorkerDown() {
		long worker = this.sample.awaitLooping(0).at("/details/pid").asLong();
		this.sample.process().terminate();
		assertThat(this.sample.process().awaitExit()).isEqualTo(143);
		assertThat(ProcessHandle.of(worker)).isEmpty();
		assertThat(this.sample.copy()).doesNotExist();
	}

	@Test
	void workerWhenDaemonIsKilledSpinsDownAndEnds() {
		long worker = this.sample.awaitLooping(0).at("/details/pid").asLong();
		this.sample.process().kill();
		JavaProcess.await().until(() -> ProcessHandle.of(worker).isEmpty());
		assertThat(this.sample.copy()).doesNotExist();
	}

}
