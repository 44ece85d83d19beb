package dev.daemonspring.host;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ServiceNotifier}: what a service manager is told, first without one,
 * then through a real socket.
 */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ServiceNotifierTests {

	/**
	 * Prints each message, its lines joined, until there was an end.
	 */
	private static final String MANAGER = """
			import socket, sys
			manager = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
			manager.bind(sys.argv[1])
			print("listens", flush=True)
			while True:
			    message = manager.recv(4096).decode().strip()
			    if message != "BARRIER=1":
			        print(" ".join(message.splitlines()), flush=True)
			    if "STOPPING=1" in message:
			        break
			""";

	private final List<String> sent = new ArrayList<>();

	private final TestService service = new TestService();

	private @Nullable IOException failure;

	private long now;

	@Test
	void isReadyOnceTheWorkersHaveSpunUp() throws Exception {
		ServiceNotifier notifier = notifier(Duration.ZERO);
		look(notifier, 1);
		assertThat(this.sent).isEmpty();
		this.service.ready = true;
		look(notifier, 2);
		assertThat(this.sent).containsExactly("READY=1 STATUS=1 SPINUP");
	}

	@Test
	void statusIsToldWhenItHasChangedAndNotAllTheTime() throws Exception {
		ServiceNotifier notifier = notifier(Duration.ZERO);
		this.service.ready = true;
		look(notifier, 1);
		this.service.status = "1 LOOPING";
		look(notifier, 4);
		assertThat(this.sent).hasSize(1);
		look(notifier, 30);
		assertThat(this.sent).containsExactly("READY=1 STATUS=1 SPINUP", "STATUS=1 LOOPING");
	}

	@Test
	void watchdogIsToldTwiceInItsTimeWhileTheWorkersAreLookedAfter() throws Exception {
		ServiceNotifier notifier = notifier(Duration.ofSeconds(10));
		this.service.ready = true;
		look(notifier, 21);
		assertThat(this.sent).containsExactly("READY=1 STATUS=1 SPINUP", "WATCHDOG=1", "WATCHDOG=1", "WATCHDOG=1",
				"WATCHDOG=1");
	}

	@Test
	void watchdogIsNotToldWhenNobodyLooksAfterTheWorkers() throws Exception {
		ServiceNotifier notifier = notifier(Duration.ofSeconds(10));
		this.service.ready = true;
		look(notifier, 6);
		this.service.looksAfter = false;
		look(notifier, 60);
		assertThat(this.sent).filteredOn("WATCHDOG=1"::equals).hasSize(1);
		this.service.looksAfter = true;
		look(notifier, 1);
		assertThat(this.sent).filteredOn("WATCHDOG=1"::equals).hasSize(2);
	}

	@Test
	void messageThatCouldNotBeSentIsSentLater() throws Exception {
		ServiceNotifier notifier = notifier(Duration.ZERO);
		this.service.ready = true;
		this.failure = new IOException("no process");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> look(notifier, 1));
		this.failure = null;
		look(notifier, 1);
		assertThat(this.sent).containsExactly("READY=1 STATUS=1 SPINUP");
	}

	@Test
	void watchdogIsThatOfThisProcess() {
		String pid = Long.toString(ProcessHandle.current().pid());
		assertThat(ServiceNotifier.watchdog(Map.of("WATCHDOG_USEC", "30000000"))).isEqualTo(Duration.ofSeconds(30));
		assertThat(ServiceNotifier.watchdog(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", pid)))
			.isEqualTo(Duration.ofSeconds(30));
		assertThat(ServiceNotifier.watchdog(Map.of("WATCHDOG_USEC", "30000000", "WATCHDOG_PID", "1"))).isZero();
		assertThat(ServiceNotifier.watchdog(Map.of("WATCHDOG_USEC", "often"))).isZero();
		assertThat(ServiceNotifier.watchdog(Map.of())).isZero();
	}

	@Test
	void withoutServiceManagerThereIsNoNotifier() {
		assertThat(ServiceNotifier.start(Map.of("PATH", "/usr/bin"), this.service)).isNull();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void serviceManagerIsToldThroughItsSocket(@TempDir Path directory) throws Exception {
		assumeThat(NotifyProgram.find(System.getenv())).as("systemd-notify").isPresent();
		assumeThat(runs("python3", "--version")).as("python3").isTrue();
		Path socket = directory.resolve("notify");
		Process manager = new ProcessBuilder("python3", "-c", MANAGER, socket.toString()).start();
		try (BufferedReader messages = manager.inputReader()) {
			assertThat(messages.readLine()).isEqualTo("listens");
			Map<String, String> environment = new HashMap<>(System.getenv());
			environment.put("NOTIFY_SOCKET", socket.toString());
			environment.put("WATCHDOG_USEC", "400000");
			environment.remove("WATCHDOG_PID");
			this.service.ready = true;
			ServiceNotifier notifier = ServiceNotifier.start(environment, this.service);
			assertThat(notifier).isNotNull();
			assertThat(messages.readLine()).isEqualTo("READY=1 STATUS=1 SPINUP");
			assertThat(messages.readLine()).isEqualTo("WATCHDOG=1");
			notifier.stopping();
			String message = messages.readLine();
			while (message.equals("WATCHDOG=1")) {
				message = messages.readLine();
			}
			assertThat(message).isEqualTo("STOPPING=1 STATUS=The workers spin down");
			notifier.close();
		}
		finally {
			manager.destroyForcibly();
		}
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void socketThatNobodyListensToIsToldOnce(@TempDir Path directory, CapturedOutput output) throws Exception {
		assumeThat(NotifyProgram.find(System.getenv())).as("systemd-notify").isPresent();
		this.service.ready = true;
		ServiceNotifier notifier = ServiceNotifier.start(
				Map.of("PATH", "/usr/bin:/bin", "NOTIFY_SOCKET", directory.resolve("nobody").toString()), this.service);
		assertThat(notifier).isNotNull();
		await().until(() -> output.getAll().contains("could not be told how the daemon is"));
		notifier.close();
		assertThat(output).containsOnlyOnce("could not be told how the daemon is");
	}

	private static boolean runs(String... command) throws InterruptedException {
		try {
			return new ProcessBuilder(command).start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private ServiceNotifier notifier(Duration watchdog) {
		return new ServiceNotifier((assignments) -> {
			if (this.failure != null) {
				throw this.failure;
			}
			this.sent.add(String.join(" ", assignments));
		}, this.service, watchdog);
	}

	private void look(ServiceNotifier notifier, int seconds) throws Exception {
		for (int i = 0; i < seconds; i++) {
			notifier.look(this.now);
			this.now += Duration.ofSeconds(1).toNanos();
		}
	}

	/**
	 * A service as the test wants it.
	 */
	private static final class TestService implements ServiceNotifier.Service {

		private volatile boolean ready;

		private volatile boolean looksAfter = true;

		private volatile String status = "1 SPINUP";

		private long looks;

		@Override
		public boolean isReady() {
			return this.ready;
		}

		@Override
		public String status() {
			return this.status;
		}

		@Override
		public synchronized long looks() {
			return this.looksAfter ? ++this.looks : this.looks;
		}

	}

}
