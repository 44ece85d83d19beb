package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.policy.WorkerLimits;
import dev.daemonspring.region.MetricsFile;
import dev.daemonspring.region.MetricsLayout;
import dev.daemonspring.region.MetricsSnapshot;
import dev.daemonspring.region.MetricsWriter;

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
				SupervisorFixture.worker("handyman", true), SupervisorFixture.several("many", 1, 50));
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
		assertThat(this.metrics.sources()).extracting(MetricsSource::name)
			.containsExactly("files", "handyman", "many#0");
		assertThat(source("files").isOf("copy")).isTrue();
		assertThat(source("files").isOf("clean")).isTrue();
		assertThat(source("files").isOf("handyman")).isFalse();
		assertThat(files()).as("none for an instance that there could be").hasSize(3);
	}

	@Test
	void instanceHasAFileWhileThereIsOne() throws IOException {
		WorkerGroup many = Objects.requireNonNull(this.fixture.supervisor.group("many"));
		assertThat(this.fixture.supervisor.scale(many, 3, "a test")).isTrue();
		assertThat(files()).hasSize(5);
		this.fixture.loop.advance(Duration.ofSeconds(5));
		FakeProcess third = this.fixture.process("many#2");
		assertThat(third.metersWanted).isOne();
		MetricsSource source = source("many#2");
		int file = this.fixture.worker("many#2").slot().index();
		MetricsWriter.open(MetricsFile.pathOf(this.fixture.regionFile(), file)).write(List.of(), new double[0], 7, 1);
		assertThat(this.fixture.supervisor.scale(many, 1, "a test")).isTrue();
		this.fixture.loop.advance(Duration.ofSeconds(5));
		assertThat(files()).hasSize(3);
		assertThat(source.read().snapshots()).as("its last words")
			.extracting(MetricsSnapshot::leftOut)
			.containsExactly(7);
		assertThat(source.ask()).isZero();
		this.fixture.supervisor.scale(many, 3, "a test");
		assertThat(files()).hasSize(5);
		assertThat(source("many#2")).isNotSameAs(source);
		assertThat(source("many#2").read().snapshots()).isEmpty();
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
