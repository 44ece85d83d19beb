package dev.daemonspring.child;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link ThreadDump}.
 */
@ExtendWith(OutputCaptureExtension.class)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ThreadDumpTests {

	@Test
	void logTellsTheProcessAndEveryThreadWithItsStateAndStack(CapturedOutput output) throws Exception {
		CountDownLatch release = new CountDownLatch(1);
		Thread hanging = new Thread(() -> hang(release), "hanging-worker");
		hanging.setDaemon(true);
		hanging.start();
		await().until(() -> hanging.getState() == Thread.State.WAITING);
		ThreadDump.log();
		release.countDown();
		hanging.join();
		String dump = output.getOut();
		assertThat(dump).containsOnlyOnce("Thread dump of process " + ProcessHandle.current().pid())
			.contains("\"" + Thread.currentThread().getName() + "\" RUNNABLE");
		int begin = dump.indexOf("\"hanging-worker\" WAITING\n\tat ");
		assertThat(begin).isPositive();
		int end = dump.indexOf("\n\"", begin);
		assertThat(dump.substring(begin, (end > 0) ? end : dump.length())).contains("CountDownLatch.await(")
			.contains(getClass().getName() + ".hang(ThreadDumpTests.java:");
	}

	private static void hang(CountDownLatch release) {
		try {
			release.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
