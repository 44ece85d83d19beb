package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.StringUtils;

import dev.daemonspring.supervisor.IterationResult.Outcome;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Rhythms of workers in processes of their own: what ends, and what a killed process
 * leaves to the next.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class RhythmProcessTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	private static final long PERIOD_MILLIS = 10_000;

	private @TempDir Path directory;

	private ConfigurableApplicationContext context;

	private Workers workers;

	@BeforeEach
	void start() {
		start(new String[0]);
	}

	private void start(String... arguments) {
		this.context = new SpringApplicationBuilder(RhythmApplication.class).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.standby=0", "daemon.shutdown.grace=1s",
					"daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1")
			.run(StringUtils.addStringToArray(arguments, "--rhythm.directory=" + this.directory));
		this.workers = this.context.getBean(Workers.class);
		awaitState("ticker", WorkerState.LOOPING);
		awaitState("job", WorkerState.DONE);
	}

	@AfterEach
	void close() throws IOException {
		Files.deleteIfExists(this.directory.resolve("hang"));
		this.context.close();
		assertThat(ProcessHandle.current().children()).isEmpty();
	}

	@Test
	void onceRunsSpinsDownAndExitsInAControlledWayEachTimeItIsStarted() {
		await().atMost(PATIENCE).until(() -> this.workers.info("job").pid() == null);
		assertThat(this.workers.info("job").lastExit()).isEqualTo("exit code 0");
		assertThat(notes("job")).extracting(Note::what).containsExactly("spinup", "loop", "spindown");
		assertThat(this.workers.start("job")).isTrue();
		await().atMost(PATIENCE).until(() -> notes("job").size() == 6);
		awaitState("job", WorkerState.DONE);
		assertThat(this.workers.info("job").restarts()).isZero();
		assertThat(this.workers.stop("job")).isTrue();
		awaitState("job", WorkerState.STOPPED);
	}

	@Test
	void onceIsDoneInAProcessThatGoesOnWithAnother() {
		this.context.close();
		start("--daemon.workers.job.process=both", "--daemon.workers.ticker.process=both");
		await().atMost(PATIENCE).until(() -> this.workers.info("job").pid() == null);
		assertThat(this.workers.status("job")).isEqualTo(WorkerState.DONE);
		assertThat(this.workers.status("ticker")).isEqualTo(WorkerState.LOOPING);
		List<Note> notes = notes("job");
		assertThat(notes.subList(notes.size() - 3, notes.size())).extracting(Note::what)
			.containsExactly("spinup", "loop", "spindown");
		assertThat(notes.get(notes.size() - 1).pid()).isEqualTo(pid());
	}

	@Test
	void tickDuringARestartIsMadeUpForByOneIteration() {
		awaitPhase(PERIOD_MILLIS - 1_000);
		long missed = nextTick(System.currentTimeMillis());
		long before = kill();
		Note spinup = awaitNote("spinup", before);
		Note loop = awaitNote("loop", before);
		if (spinup.millis() > missed) {
			assertThat(loop.millis()).isLessThan(nextTick(spinup.millis()));
			await().atMost(PATIENCE).until(() -> loops(loop.pid()).size() > 1);
			assertThat(loops(loop.pid()).get(1).millis()).isGreaterThanOrEqualTo(nextTick(spinup.millis()));
		}
	}

	private static long nextTick(long millis) {
		return (millis / PERIOD_MILLIS + 1) * PERIOD_MILLIS;
	}

	@Test
	void tickInWhoseIterationTheProcessIsKilledIsNotRepeated() throws IOException {
		Files.createFile(this.directory.resolve("hang"));
		await().atMost(PATIENCE).until(() -> !loops(pid()).isEmpty());
		long millis = loops(pid()).get(0).millis();
		long before = kill();
		Files.delete(this.directory.resolve("hang"));
		Note loop = awaitNote("loop", before);
		assertThat(loop.millis()).isGreaterThanOrEqualTo(nextTick(millis));
	}

	@Test
	void iterationByOrderRunsAlsoWhilePausedAndSaysHowItEnded() throws IOException {
		assertThat(this.workers.pause("ticker")).isTrue();
		awaitState("ticker", WorkerState.PAUSED);
		int count = loops(pid()).size();
		assertThat(this.workers.run("ticker", PATIENCE).outcome()).isEqualTo(Outcome.SUCCEEDED);
		assertThat(loops(pid())).hasSize(count + 1);
		assertThat(this.workers.status("ticker")).isEqualTo(WorkerState.PAUSED);
		Files.createFile(this.directory.resolve("fail"));
		long before = pid();
		assertThat(this.workers.run("ticker", PATIENCE).error()).contains("told to fail");
		await().atMost(PATIENCE).until(() -> this.workers.info("ticker").restarts() == 1);
		Files.delete(this.directory.resolve("fail"));
		awaitNote("spinup", before);
		awaitState("ticker", WorkerState.PAUSED);
	}

	private void awaitPhase(long millis) {
		await().atMost(PATIENCE)
			.pollInterval(Duration.ofMillis(20))
			.until(() -> System.currentTimeMillis() % PERIOD_MILLIS >= millis);
	}

	private long kill() {
		long pid = pid();
		ProcessHandle.of(pid).orElseThrow().destroyForcibly();
		return pid;
	}

	private long pid() {
		return Objects.requireNonNull(this.workers.info("ticker").pid());
	}

	/**
	 * Wait for the first note of the process that follows another.
	 */
	private Note awaitNote(String what, long before) {
		await().atMost(PATIENCE)
			.until(() -> notes("ticker").stream().anyMatch((note) -> note.pid() > 0 && isAfter(note, what, before)));
		return notes("ticker").stream().filter((note) -> isAfter(note, what, before)).findFirst().orElseThrow();
	}

	private boolean isAfter(Note note, String what, long before) {
		List<Note> all = notes("ticker");
		int last = 0;
		for (int i = 0; i < all.size(); i++) {
			last = (all.get(i).pid() == before) ? i : last;
		}
		return note.what().equals(what) && all.indexOf(note) > last;
	}

	private List<Note> loops(long pid) {
		return notes("ticker").stream().filter((note) -> note.pid() == pid && note.what().equals("loop")).toList();
	}

	private List<Note> notes(String worker) {
		try {
			Path file = this.directory.resolve(worker);
			return Files.exists(file) ? Files.readAllLines(file).stream().map(Note::of).toList() : List.of();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void awaitState(String worker, WorkerState state) {
		await().atMost(PATIENCE).until(() -> this.workers.status(worker) == state);
	}

	/**
	 * What a worker has noted.
	 *
	 * @param what what it did
	 * @param pid in which process
	 * @param millis when
	 */
	private record Note(String what, long pid, long millis) {

		static Note of(String line) {
			String[] parts = line.split(" ");
			return new Note(parts[0], Long.parseLong(parts[1]), Long.parseLong(parts[2]));
		}

	}

}
