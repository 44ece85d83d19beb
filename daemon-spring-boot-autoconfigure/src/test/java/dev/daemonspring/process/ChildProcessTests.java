package dev.daemonspring.process;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.child.ProcessMark;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.protocol.ControlMessage.Doorbell;
import dev.daemonspring.protocol.ControlMessage.DumpThreads;
import dev.daemonspring.protocol.ControlMessage.Interrupt;
import dev.daemonspring.protocol.ControlMessage.Retire;
import dev.daemonspring.region.ExhaustionMark;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WorkerSlot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ChildProcess}, with small programs in the place of a JVM.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(60)
class ChildProcessTests {

	private static final String SLEEP = "exec sleep 3600";

	private static final Set<ProcessPhase> BOOTED = EnumSet.of(ProcessPhase.READY, ProcessPhase.HOT,
			ProcessPhase.ASSIGNED, ProcessPhase.BOOT_FAILED);

	private final TestPipe pipe = new TestPipe();

	private final DescendantReaper reaper = new DescendantReaper();

	/**
	 * What waits for the supervisor's thread, which is the test's.
	 */
	private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

	private final List<Object> told = new ArrayList<>();

	/**
	 * How many processes the kernel has killed.
	 */
	private final AtomicLong kernelKills = new AtomicLong(3);

	private final OomKiller oomKiller = new OomKiller(Path.of("/proc"), 0,
			() -> OptionalLong.of(this.kernelKills.get()), System::nanoTime);

	private StatusRegion region;

	private Process process;

	@BeforeEach
	void createRegion(@TempDir Path directory) {
		this.region = StatusRegion.create(directory.resolve("region"), new RegionLayout(1, 1024, 1));
	}

	@AfterEach
	void endProcess() throws Exception {
		this.process.destroyForcibly().waitFor();
		this.reaper.close();
		this.region.close();
	}

	@Test
	void messagesAreSentInTheirOrder() throws IOException {
		ChildProcess child = start(SLEEP);
		BootstrapMessage bootstrap = new BootstrapMessage("copy", this.region.file().toString(), 0, Map.of("a", "b"),
				null, null, List.of(), List.of(), Map.of(), "", Duration.ofSeconds(1));
		Assignment assignment = new Assignment("copy", 2, 1, "copyLoop", Duration.ZERO, 0, null, Duration.ofSeconds(5),
				true, ContextSettings.DEFAULT);
		child.bootstrap(bootstrap);
		child.assign(assignment);
		child.ring(2);
		child.interrupt(3);
		child.dumpThreads();
		child.retire();
		assertThat(this.pipe.messages()).containsExactly(bootstrap, assignment, new Doorbell(2), new Interrupt(3),
				new DumpThreads(), new Retire());
	}

	@Test
	void childIsTheProcess() throws IOException {
		ChildProcess child = start(SLEEP);
		assertThat(child.pid()).isEqualTo(this.process.pid());
		assertThat(child.isProcess()).isTrue();
		assertThat(child.home()).isSameAs(child);
		assertThat(child.departure()).isNull();
		assertThat(child.isAlive()).isTrue();
		assertThat(child.exit()).isNull();
	}

	@Test
	void processHasBootedWhenItSaysSoOrIsDead() throws Exception {
		ChildProcess child = start(SLEEP);
		try (WorkerSlot scratch = WorkerSlot.open(this.region.file(), 0)) {
			for (ProcessPhase phase : ProcessPhase.values()) {
				scratch.phase(phase);
				assertThat(child.hasBooted()).as(phase.name()).isEqualTo(BOOTED.contains(phase));
			}
			scratch.phase(ProcessPhase.BOOTING);
		}
		this.process.destroyForcibly().waitFor();
		assertThat(child.hasBooted()).isTrue();
	}

	@Test
	void terminateLetsTheProcessSayItsLastWords() throws Exception {
		ChildProcess child = start(
				"trap 'echo spindown; kill $sleeping; exit 7' TERM; sleep 3600 & sleeping=$!; echo up; wait");
		try (BufferedReader output = this.process.inputReader()) {
			assertThat(output.readLine()).isEqualTo("up");
			assertThat(child.terminate()).isEqualTo("sent SIGTERM");
			assertThat(output.readLine()).isEqualTo("spindown");
		}
		assertThat(this.process.waitFor()).isEqualTo(7);
		assertThat(exit(child).code()).isEqualTo(7);
		assertThat(this.pipe.isClosed()).isTrue();
	}

	@Test
	void killNeedsNoConsent() throws Exception {
		ChildProcess child = start("trap '' TERM; echo up; exec sleep 3600");
		this.process.inputReader().readLine();
		child.terminate();
		assertThat(child.isAlive()).isTrue();
		assertThat(child.kill()).isEqualTo("sent SIGKILL");
		this.process.waitFor();
		assertThat(exit(child).code()).isEqualTo(137);
		assertThat(exit(child).isFromOutside()).isTrue();
		assertThat(child.isAlive()).isFalse();
	}

	@Test
	void exitIsToldOnceByTheExecutorAndAfterItNothingIsSent() throws Exception {
		ChildProcess child = start("read line; exit 5");
		child.onExit(this.tasks::add, (exit) -> {
			assertThat(this.pipe.isClosed()).as("the pipe is closed before").isTrue();
			this.told.add(exit);
		});
		assertThat(this.tasks).isEmpty();
		this.process.getOutputStream().close();
		runNext();
		assertThat(this.told).containsExactly(exit(child));
		assertThat(exit(child).code()).isEqualTo(5);
		child.ring(1);
		assertThat(this.pipe.messages()).isEmpty();
		assertThat(this.tasks).isEmpty();
	}

	@Test
	void exitWithAnExhaustedHeapIsToldTheSameBothWays() throws Exception {
		ChildProcess child = start("read line; : > \"$0.oom.$$\"; exit 3");
		child.onExit(this.tasks::add, this.told::add);
		this.process.getOutputStream().close();
		this.process.waitFor();
		ProcessExit exit = exit(child);
		assertThat(exit.isSurelyOutOfMemory()).isTrue();
		runNext();
		assertThat(this.told).containsExactly(exit);
		assertThat(exit(child)).isEqualTo(exit);
	}

	@Test
	void exitCodeOfAnExhaustedHeapThatTheWorkerHasChosenIsAnError() throws Exception {
		ChildProcess child = start("exit 3");
		this.process.waitFor();
		assertThat(exit(child).isOutOfMemory()).isFalse();
		assertThat(exit(child).isError()).isTrue();
	}

	@Test
	void processThatWasStoppedIsAliveAndDoesNotRespond() throws Exception {
		ChildProcess child = start(SLEEP);
		assertThat(child.isResponsive()).isTrue();
		signal("STOP");
		await().until(() -> !child.isResponsive());
		assertThat(child.isAlive()).isTrue();
		signal("CONT");
		await().until(child::isResponsive);
		this.process.destroyForcibly().waitFor();
		assertThat(child.isResponsive()).isFalse();
	}

	@Test
	void exitWhenTheKernelHasKilledOneMoreIsTheKernels() throws Exception {
		ChildProcess child = start(SLEEP);
		this.kernelKills.incrementAndGet();
		this.process.destroyForcibly().waitFor();
		assertThat(exit(child)).hasToString("signal 9 (SIGKILL), killed by the kernel: out of memory");
	}

	@Test
	void exitByAnOperatorsSignalIsNotTheKernels() throws Exception {
		ChildProcess child = start(SLEEP);
		this.process.destroyForcibly().waitFor();
		assertThat(exit(child)).hasToString("signal 9 (SIGKILL)");
	}

	@Test
	void exitByTheDaemonsOwnSignalIsNotTheKernels() throws Exception {
		ChildProcess child = start(SLEEP);
		this.kernelKills.incrementAndGet();
		child.kill();
		this.process.waitFor();
		assertThat(exit(child)).hasToString("signal 9 (SIGKILL)");
		assertThat(this.oomKiller.hasKilled()).isTrue();
	}

	@Test
	void explainTellsWhatTheProcessWritesByTheExecutor() throws Exception {
		ChildProcess child = start("echo 'Unrecognized option'; exit 1");
		this.process.waitFor();
		child.explain(exit(child), this.tasks::add, this.told::add);
		runNext();
		assertThat(this.told).containsExactly("Unrecognized option");
	}

	private ChildProcess start(String script) throws IOException {
		List<String> command = List.of("/bin/sh", "-c", script, this.region.file().toString());
		this.process = new ProcessBuilder(command).start();
		return new ChildProcess(this.process, new ControlPipe(this.pipe, this.pipe.writers::add), this.region.slot(0),
				this.reaper.watch(this.process.toHandle(), ProcessMark.create()), new FailedStartProbe(command),
				new ExhaustionMark(this.region.file()), this.oomKiller);
	}

	private static ProcessExit exit(ChildProcess child) {
		ProcessExit exit = child.exit();
		assertThat(exit).isNotNull();
		return exit;
	}

	private void runNext() throws InterruptedException {
		Runnable task = this.tasks.poll(30, TimeUnit.SECONDS);
		assertThat(task).isNotNull();
		assertThat(this.told).isEmpty();
		task.run();
	}

	private void signal(String name) throws Exception {
		assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(this.process.pid())).start().waitFor())
			.isZero();
	}

	/**
	 * Takes what is sent, in the place of a process, when the test looks.
	 */
	private static final class TestPipe extends ByteArrayOutputStream {

		private final Queue<Runnable> writers = new ArrayDeque<>();

		private boolean closed;

		List<ControlMessage> messages() throws IOException {
			write();
			List<ControlMessage> messages = new ArrayList<>();
			InputStream in = new ByteArrayInputStream(toByteArray());
			for (ControlMessage next = ControlMessage.read(in); next != null; next = ControlMessage.read(in)) {
				messages.add(next);
			}
			return messages;
		}

		boolean isClosed() {
			write();
			return this.closed;
		}

		private void write() {
			for (Runnable writer = this.writers.poll(); writer != null; writer = this.writers.poll()) {
				writer.run();
			}
		}

		@Override
		public void close() {
			this.closed = true;
		}

	}

}
