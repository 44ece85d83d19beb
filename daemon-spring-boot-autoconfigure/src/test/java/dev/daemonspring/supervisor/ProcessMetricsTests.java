package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.region.MetricsLayout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessMetrics} and {@link ProcessMetricsSource}.
 */
class ProcessMetricsTests {

	@TempDir
	private Path directory;

	private SupervisorFixture fixture;

	private final ProcessMetrics metrics = new ProcessMetrics(new MetricsLayout(64 * 1024, 100));

	@BeforeEach
	void start() {
		List<WorkerSpecification> workers = List.of(SupervisorFixture.limited("copy", WorkerLimits.NONE, "files"),
				SupervisorFixture.limited("clean", WorkerLimits.NONE, "files"),
				SupervisorFixture.worker("handyman", true));
		this.fixture = new SupervisorFixture(this.directory, 0, workers.toArray(WorkerSpecification[]::new));
		this.metrics.open(this.fixture.supervisor, workers, this.fixture.regionFile());
		this.fixture.start();
	}

	@AfterEach
	void close() {
		this.metrics.close();
		this.fixture.close();
	}

	@Test
	void workersThatShareAProcessHaveOneFileWithTheNameOfTheProcess() throws IOException {
		assertThat(this.metrics.sources()).extracting(MetricsSource::name).containsExactly("files", "handyman");
		assertThat(source("files").isOf("copy")).isTrue();
		assertThat(source("files").isOf("clean")).isTrue();
		assertThat(source("files").isOf("handyman")).isFalse();
		assertThat(files()).hasSize(2);
	}

	@Test
	void processThatWorkersShareIsRungOnce() {
		FakeProcess process = this.fixture.processes.get(0);
		int before = process.metersWanted;
		assertThat(source("files").ask()).isPositive();
		assertThat(process.metersWanted).isEqualTo(before + 1);
	}

	@Test
	void answerIsAwaitedFromAProcessThatLivesOnly() {
		MetricsSource source = source("handyman");
		long request = source.ask();
		assertThat(source.isAnswered(request)).isFalse();
		this.fixture.process("handyman").exit(137);
		assertThat(source.isAnswered(request)).isTrue();
	}

	@Test
	void nobodyIsAskedWhileThereIsNoProcess() {
		this.fixture.process("handyman").exit(137);
		assertThat(source("handyman").ask()).isZero();
	}

	@Test
	void filesThatSomebodyHasDeletedAreSurvived() throws IOException {
		for (Path file : files()) {
			Files.delete(file);
		}
		for (MetricsSource source : this.metrics.sources()) {
			assertThat(source.ask()).isPositive();
			assertThat(source.read().snapshots()).isEmpty();
			assertThat(source.read().defect()).isNull();
		}
		this.metrics.close();
		assertThat(this.metrics.sources()).isEmpty();
	}

	private MetricsSource source(String name) {
		return this.metrics.sources().stream().filter((source) -> source.name().equals(name)).findFirst().orElseThrow();
	}

	private List<Path> files() throws IOException {
		try (Stream<Path> files = Files.list(this.fixture.regionFile().getParent())) {
			return files.filter((path) -> path.getFileName().toString().contains(".metrics.")).toList();
		}
	}

}
