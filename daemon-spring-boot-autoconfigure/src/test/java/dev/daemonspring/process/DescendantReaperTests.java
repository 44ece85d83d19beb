package dev.daemonspring.process;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import dev.daemonspring.child.ProcessMark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link DescendantReaper}.
 */
@EnabledOnOs(OS.LINUX)
class DescendantReaperTests {

	private final AtomicInteger missingThreads = new AtomicInteger();

	private final ProcessMark mark = ProcessMark.create();

	@Test
	void whatAProcessHasStartedEndsWithIt() throws Exception {
		try (DescendantReaper reaper = new DescendantReaper(this::thread)) {
			Process parent = start();
			reaper.watch(parent.toHandle(), this.mark);
			parent.destroyForcibly();
			await().until(() -> this.mark.find().isEmpty());
		}
	}

	@Test
	void whatThereWasNoThreadForIsTriedAgain() throws Exception {
		this.missingThreads.set(1);
		try (DescendantReaper reaper = new DescendantReaper(this::thread)) {
			Process parent = start();
			reaper.watch(parent.toHandle(), this.mark);
			parent.destroyForcibly();
			await().untilAtomic(this.missingThreads, (left) -> assertThat(left).isZero());
			assertThat(this.mark.find()).isNotEmpty();
			reaper.check();
			await().until(() -> this.mark.find().isEmpty());
		}
	}

	private Process start() throws IOException {
		ProcessBuilder builder = new ProcessBuilder("sh", "-c", "sleep 3600 & exec sleep 3600");
		builder.environment().put(ProcessMark.VARIABLE, this.mark.value());
		Process parent = builder.start();
		await().until(() -> this.mark.find().size() == 2);
		return parent;
	}

	private Thread thread(Runnable task) {
		if (this.missingThreads.getAndUpdate((left) -> Math.max(left - 1, 0)) > 0) {
			throw new OutOfMemoryError("unable to create native thread");
		}
		Thread thread = new Thread(task, "test-descendants");
		thread.setDaemon(true);
		return thread;
	}

}
