package dev.daemonspring.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.daemonspring.child.ProcessMark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link ProcessStarter}: a start that fails leaves no process behind.
 */
@EnabledOnOs(OS.LINUX)
class ProcessStarterTests {

	private final ProcessMark mark = ProcessMark.create();

	private final AtomicReference<Process> started = new AtomicReference<>();

	@AfterEach
	void killProcess() {
		Process process = this.started.get();
		if (process != null) {
			process.destroyForcibly();
		}
	}

	@Test
	void processThatAlreadyLivesWhenItsStartFailsIsKilled() throws Exception {
		ProcessStarter starter = new ProcessStarter(new TaskReserve(), (builder) -> {
			this.started.set(builder.start());
			throw new OutOfMemoryError("unable to create native thread");
		});
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> starter.start(new ProcessBuilder("sleep", "3600"), this.mark))
			.withMessage("unable to create native thread");
		assertThat(this.started.get().waitFor(30, TimeUnit.SECONDS)).isTrue();
		assertThat(this.started.get().exitValue()).isEqualTo(137);
		assertThat(this.mark.find()).isEmpty();
	}

	@Test
	void processWithoutRoomForItAndTheThreadThatWaitsForItIsNotForked() {
		AtomicInteger room = new AtomicInteger(1);
		TaskReserve reserve = new TaskReserve((thread) -> {
			if (room.getAndDecrement() == 0) {
				throw new OutOfMemoryError("unable to create native thread");
			}
			thread.start();
		});
		AtomicInteger forks = new AtomicInteger();
		ProcessStarter starter = new ProcessStarter(reserve, (builder) -> {
			forks.incrementAndGet();
			return builder.start();
		});
		assertThatExceptionOfType(OutOfMemoryError.class)
			.isThrownBy(() -> starter.start(new ProcessBuilder("sleep", "3600"), this.mark))
			.withMessage("unable to create native thread");
		assertThat(forks).hasValue(0);
		assertThat(reservedTasks()).isZero();
	}

	@Test
	void roomThatWasFoundIsFreeAgainForTheKernel() throws Exception {
		for (int i = 0; i < 100; i++) {
			new TaskReserve().check();
			assertThat(reservedTasks()).isZero();
		}
	}

	private static long reservedTasks() {
		return Stream.of(Objects.requireNonNull(Path.of("/proc/self/task").toFile().listFiles()))
			.filter((task) -> name(task.toPath()).startsWith("daemon-task-res"))
			.count();
	}

	private static String name(Path task) {
		try {
			return Files.readString(task.resolve("comm"));
		}
		catch (IOException ex) {
			return "gone";
		}
	}

	@Test
	void processThatWasStartedLivesAndHasItsMark() throws Exception {
		Process process = new ProcessStarter().start(new ProcessBuilder("sleep", "3600"), this.mark);
		this.started.set(process);
		assertThat(this.mark.find()).extracting(ProcessHandle::pid).containsExactly(process.pid());
		assertThat(process.isAlive()).isTrue();
	}

	@Test
	void processesWithAnotherMarkAreLeftAlone() throws Exception {
		this.started.set(new ProcessStarter().start(new ProcessBuilder("sleep", "3600"), this.mark));
		ProcessStarter failing = new ProcessStarter(new TaskReserve(), (builder) -> {
			throw new IllegalStateException("too bad");
		});
		assertThatExceptionOfType(IllegalStateException.class)
			.isThrownBy(() -> failing.start(new ProcessBuilder("sleep", "3600"), ProcessMark.create()));
		assertThat(this.started.get().isAlive()).isTrue();
	}

}
