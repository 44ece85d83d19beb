package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.daemonspring.classdata.ClassDataSettings.Mode;
import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.process.Child;
import dev.daemonspring.process.ClassData;
import dev.daemonspring.process.ClassDataArchive;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.process.ProcessExit;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.region.DaemonSlot;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ClassDataKeeper}, for which a script makes the archives. Calm is a
 * moment.
 */
@ExtendWith(OutputCaptureExtension.class)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "The JVM is a shell script")
class ClassDataKeeperTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private static final LaunchPlan PLAN = ScriptedJvm.PLAN;

	@TempDir
	Path temp;

	private final AtomicInteger decisions = new AtomicInteger();

	private @Nullable String obstacle;

	private ScriptedJvm jvm;

	private ClassDataKeeper keeper;

	@BeforeEach
	void create() throws Exception {
		this.jvm = new ScriptedJvm(this.temp, Clock.fixed(NOW, ZoneOffset.UTC));
		this.jvm.does(ScriptedJvm.MAKES_ARCHIVE);
		this.keeper = new ClassDataKeeper(this.jvm.archives(), this.jvm.cache(), this.jvm.maker(), Duration.ofMillis(1),
				() -> {
					this.decisions.incrementAndGet();
					return this.obstacle;
				});
	}

	@AfterEach
	void close() {
		this.keeper.close();
	}

	@Test
	void keeperWhenClassDataIsOffIsNone() {
		assertThat(of(Mode.OFF)).isSameAs(ClassData.NONE);
		try (ClassDataKeeper on = (ClassDataKeeper) of(Mode.ON)) {
			assertThat(on.archiveFor(PLAN)).isNull();
		}
	}

	@Test
	void archiveThatIsMissingIsMadeOnceTheDaemonIsUp(CapturedOutput output) {
		assertThat(this.keeper.archiveFor(PLAN)).isNull();
		this.keeper.begin();
		awaitMade();
		await().until(() -> output.toString().contains("Class-data archive for worker processes made in"));
		assertThat(this.keeper.archiveFor(PLAN)).isNotNull();
		assertThat(this.jvm.runs()).hasSize(1);
	}

	@Test
	void archivesOfSeveralPlansAreMadeOneAfterTheOther() {
		LaunchPlan other = plan(2);
		this.keeper.begin();
		this.keeper.archiveFor(PLAN);
		this.keeper.archiveFor(other);
		awaitMade();
		await().until(() -> ArchiveManifest.exists(archive(other)));
		assertThat(this.jvm.runs()).hasSize(2);
	}

	@Test
	void archiveThatAnotherDaemonHasMadeIsGivenAndItsUseNoted() throws IOException {
		Path archive = this.jvm.makeArchive(PLAN);
		assertThat(this.keeper.archiveFor(PLAN))
			.isEqualTo(new ClassDataArchive(ScriptedJvm.KIND.use(archive), archive.resolve("classpath")));
		assertThat(Files.getLastModifiedTime(archive.resolve(ArchiveManifest.NAME)).toInstant()).isEqualTo(NOW);
	}

	@Test
	void nothingIsMadeBeforeTheDaemonIsUp() {
		this.keeper.archiveFor(PLAN);
		awaitALook();
		assertThat(this.decisions).hasValue(0);
		assertThat(this.jvm.runs()).isEmpty();
		this.keeper.begin();
		awaitMade();
	}

	@Test
	void nothingIsMadeWhileAProcessBoots() {
		this.keeper.begin();
		BootingChild child = new BootingChild();
		this.keeper.launched(child, null);
		this.keeper.archiveFor(PLAN);
		await().until(() -> child.asked.get() > 3);
		assertThat(this.decisions).hasValue(0);
		assertThat(this.jvm.runs()).isEmpty();
		child.booted = true;
		awaitMade();
	}

	@Test
	void nothingIsMadeWhenSomethingSpeaksAgainstItWhichIsToldOnce(CapturedOutput output) {
		String message = "No class-data archive for worker processes is made: memory is short."
				+ " 'daemon.class-data=on' makes one anyway, 'off' ends this.";
		this.obstacle = "memory is short";
		this.keeper.begin();
		this.keeper.archiveFor(PLAN);
		await().until(() -> output.toString().contains(message));
		this.keeper.archiveFor(plan(2));
		await().until(() -> this.decisions.get() == 2);
		this.keeper.archiveFor(plan(3));
		await().until(() -> this.decisions.get() == 3);
		assertThat(output).containsOnlyOnce(message);
		assertThat(this.jvm.runs()).isEmpty();
	}

	@Test
	void archiveThatCanNotBeMadeIsGivenUpWhichIsToldOnce(CapturedOutput output) throws Exception {
		this.jvm.does("exit 3");
		this.keeper.begin();
		for (int i = 1; i <= 3; i++) {
			int attempts = i;
			this.keeper.archiveFor(plan(i));
			await().until(() -> this.jvm.runs().size() == attempts);
		}
		assertThat(this.keeper.archiveFor(plan(1))).isNull();
		assertThat(this.keeper.archiveFor(plan(2))).isNull();
		this.keeper.archiveFor(plan(4));
		await().until(() -> this.jvm.runs().size() == 4);
		assertThat(output).containsOnlyOnce(
				"could be made in '%s': the process that was to make it exited with code 3. They start without."
					.formatted(this.jvm.archives().path()));
	}

	@ParameterizedTest
	@ValueSource(ints = { 132, 134, 135, 139 })
	void archiveWhenAProcessThatUsesItCrashesIsTakenBackForGood(int code, CapturedOutput output) throws IOException {
		Path archive = this.jvm.makeArchive(PLAN);
		launch(this.keeper.archiveFor(PLAN)).end(code);
		assertThat(ArchiveManifest.exists(archive)).as("nor does another daemon use it").isFalse();
		assertThat(this.keeper.archiveFor(PLAN)).isNull();
		assertThat(output).contains("Class-data archive '%s' is given up".formatted(archive));
		ArchiveManifest.write(archive);
		assertThat(this.keeper.archiveFor(PLAN)).as("when another daemon trusts it").isNull();
	}

	@Test
	void archiveIsTakenBackBeforeTheCrashIsTold() throws IOException {
		this.jvm.makeArchive(PLAN);
		launch(this.keeper.archiveFor(PLAN)).endUntold(139);
		assertThat(this.keeper.archiveFor(PLAN)).as("for the process that follows").isNull();
	}

	@Test
	void archiveIsKeptWhileNobodyKnowsHowAProcessEnded() throws IOException {
		this.jvm.makeArchive(PLAN);
		BootingChild child = launch(this.keeper.archiveFor(PLAN));
		child.endUntold(ProcessExit.UNKNOWN.code());
		assertThat(this.keeper.archiveFor(PLAN)).isNotNull();
		child.end(139);
		assertThat(this.keeper.archiveFor(PLAN)).isNull();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 137, 143 })
	void archiveWhenAProcessThatUsesItEndsInAnotherWayIsKept(int code) throws IOException {
		this.jvm.makeArchive(PLAN);
		launch(this.keeper.archiveFor(PLAN)).end(code);
		assertThat(this.keeper.archiveFor(PLAN)).isNotNull();
	}

	@Test
	void archiveWhenAProcessThatUsesNoneCrashesIsKept() throws IOException {
		this.jvm.makeArchive(PLAN);
		this.keeper.archiveFor(PLAN);
		launch(null).end(139);
		assertThat(this.keeper.archiveFor(PLAN)).isNotNull();
	}

	@Test
	void closeEndsTheProcessThatMakesAnArchiveAndLeavesNothing(CapturedOutput output) throws Exception {
		this.jvm.does("exec sleep 3600");
		this.keeper.begin();
		this.keeper.archiveFor(PLAN);
		await().until(() -> !this.jvm.runs().isEmpty());
		ProcessHandle process = ProcessHandle.of(Long.parseLong(this.jvm.runs().get(0).split(" ")[0])).orElseThrow();
		this.keeper.close();
		await().until(() -> !process.isAlive() && !Files.exists(archive(PLAN)));
		assertThat(output).doesNotContain("could be made");
	}

	@Test
	void closedKeeperMakesNothingAndGivesWhatIsThere() throws IOException {
		this.keeper.begin();
		this.keeper.close();
		assertThat(this.keeper.archiveFor(PLAN)).isNull();
		this.jvm.makeArchive(PLAN);
		assertThat(this.keeper.archiveFor(PLAN)).isNotNull();
	}

	/**
	 * Wait until the keeper has looked whether it may make something.
	 */
	private void awaitALook() {
		BootingChild first = launch(null);
		await().until(() -> first.asked.get() > 3);
		first.booted = true;
		await().until(() -> first.bootedTold);
		BootingChild second = launch(null);
		await().until(() -> second.asked.get() > 3);
		second.booted = true;
	}

	private BootingChild launch(@Nullable ClassDataArchive archive) {
		BootingChild child = new BootingChild();
		this.keeper.launched(child, archive);
		return child;
	}

	private void awaitMade() {
		await().until(() -> ArchiveManifest.exists(archive(PLAN)));
	}

	private static ConditionFactory await() {
		return Awaitility.await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofMinutes(3));
	}

	private Path archive(LaunchPlan plan) {
		return this.jvm.archives().of(this.jvm.key(plan));
	}

	private static LaunchPlan plan(int number) {
		return new LaunchPlan(List.of("-Xss" + number + "m"), null, null);
	}

	private ClassData of(Mode mode) {
		return ClassDataKeeper.of(
				new ClassDataSettings(mode, this.temp.resolve("other"), ClassDataSettings.DEFAULT_CALM),
				this.jvm.environment(), ApplicationOrigin.unknown());
	}

	/**
	 * A process that boots until the test says that it has.
	 */
	private static final class BootingChild implements Child {

		private final AtomicInteger asked = new AtomicInteger();

		private volatile boolean booted;

		private volatile boolean bootedTold;

		private @Nullable Consumer<ProcessExit> onExit;

		private @Nullable ProcessExit exit;

		void end(int code) {
			endUntold(code);
			if (this.onExit != null) {
				this.onExit.accept(new ProcessExit(code));
			}
		}

		void endUntold(int code) {
			this.exit = new ProcessExit(code);
		}

		@Override
		public boolean hasBooted() {
			this.asked.incrementAndGet();
			boolean told = this.booted;
			this.bootedTold |= told;
			return told;
		}

		@Override
		public void onExit(Executor executor, Consumer<ProcessExit> listener) {
			this.onExit = (ended) -> executor.execute(() -> listener.accept(ended));
		}

		@Override
		public long pid() {
			return 1;
		}

		@Override
		public DaemonSlot scratch() {
			throw new UnsupportedOperationException();
		}

		@Override
		public boolean isProcess() {
			return true;
		}

		@Override
		public void assign(Assignment assignment) {
		}

		@Override
		public void ring(int slot) {
		}

		@Override
		public void dumpThreads() {
		}

		@Override
		public String terminate() {
			return "";
		}

		@Override
		public String kill() {
			return "";
		}

		@Override
		public boolean isAlive() {
			return true;
		}

		@Override
		public @Nullable ProcessExit exit() {
			return this.exit;
		}

	}

}
