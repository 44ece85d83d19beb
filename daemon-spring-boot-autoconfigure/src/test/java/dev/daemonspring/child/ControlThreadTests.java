package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.protocol.ExitCode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ControlThread}: the daemon is heard whatever the main thread does. The
 * test plays the daemon of a real process, because the thread can end its own.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
@EnabledOnOs(OS.LINUX)
class ControlThreadTests {

	@TempDir
	Path temp;

	private SlotFixture slots;

	private JavaProcess process;

	@BeforeEach
	void start() throws Exception {
		this.slots = new SlotFixture(this.temp);
		this.process = JavaProcess.start(this.temp, WorkerMain.class);
		this.process.send(new BootstrapMessage("copy", this.slots.file().toString(), 2, Map.of(),
				Hanging.class.getName(), null, List.of(), List.of(), Map.of(), "", Duration.ofSeconds(1)));
	}

	@AfterEach
	void kill() throws Exception {
		this.process.close();
		this.slots.close();
	}

	@Test
	void messagesAreHeardOneAfterAnotherUntilThePipeEnds() throws Exception {
		this.process.send(SlotFixture.assignment("copy", 0, Duration.ofSeconds(5)));
		this.process.send(new ControlMessage.Doorbell(0));
		this.process.send(new ControlMessage.Doorbell(1));
		this.process.send(new ControlMessage.Interrupt(1));
		this.process.send(new ControlMessage.DumpThreads());
		await().atMost(Duration.ofMinutes(2))
			.until(() -> this.process.output().contains("Thread dump of process " + this.process.pid()));
		this.process.input().close();
		assertThat(this.process.exitCode()).isEqualTo(ExitCode.CONTROLLED);
	}

	@Test
	void requestThatFailsDoesNotEndTheThread() {
		assertThatNoException().isThrownBy(() -> ControlThread.attempt(() -> {
			throw new OutOfMemoryError("unable to create native thread");
		}));
	}

	@Test
	void messageThatIsNoneMeansThatTheDaemonIsGone() throws Exception {
		this.process.input().write(99);
		this.process.input().flush();
		assertThat(this.process.exitCode()).isEqualTo(ExitCode.CONTROLLED);
	}

	static class Hanging {

		static void main(String[] args) throws InterruptedException {
			new CountDownLatch(1).await();
		}

	}

}
