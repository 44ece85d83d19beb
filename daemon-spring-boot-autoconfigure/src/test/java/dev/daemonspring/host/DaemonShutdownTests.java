package dev.daemonspring.host;

import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DaemonShutdown}: one end, however often it is requested.
 */
@Timeout(60)
class DaemonShutdownTests {

	private final TestContext context = new TestContext();

	private final DaemonShutdown shutdown = new DaemonShutdown(this.context, false);

	@Test
	void requestClosesTheContextAndDoesNotWaitForIt() throws InterruptedException {
		this.context.refresh();
		this.shutdown.request(0);
		// Which the context could not be without this
		this.context.mayClose.countDown();
		joinThreads();
		assertThat(this.context.isActive()).isFalse();
		assertThat(this.context.closedBy).doesNotContain(Thread.currentThread())
			.singleElement()
			.satisfies((thread) -> assertThat(thread.isDaemon()).as("may be cut off by the end of the JVM").isFalse());
	}

	@Test
	void requestWhenTheEndIsRequestedAlreadyDoesNothing() throws InterruptedException {
		this.context.refresh();
		this.context.mayClose.countDown();
		CompletableFuture
			.allOf(IntStream.range(0, 8)
				.mapToObj((code) -> CompletableFuture.runAsync(() -> this.shutdown.request(code)))
				.toArray(CompletableFuture[]::new))
			.join();
		joinThreads();
		this.shutdown.request(0);
		joinThreads();
		assertThat(this.context.closedBy).hasSize(1);
	}

	@Test
	void requestWhenTheJvmIsTheApplicationsOwnClosesTheContextAndExitsWithTheFirstCode() throws Exception {
		Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Xmx64m", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
				Application.class.getName())
			.redirectErrorStream(true)
			.start();
		try {
			assertThat(process.inputReader().lines()).contains("closed");
			assertThat(process.waitFor()).isEqualTo(7);
		}
		finally {
			process.destroyForcibly();
		}
	}

	private static void joinThreads() throws InterruptedException {
		for (Thread thread : Thread.getAllStackTraces().keySet()) {
			if (thread.getName().equals("daemon-end")) {
				thread.join();
			}
		}
	}

	static final class Application {

		private Application() {
		}

		public static void main(String[] args) throws InterruptedException {
			GenericApplicationContext context = new GenericApplicationContext();
			context.registerBean(AutoCloseable.class, () -> () -> System.out.println("closed"));
			context.refresh();
			DaemonShutdown shutdown = new DaemonShutdown(context, true);
			shutdown.request(7);
			shutdown.request(8);
			// This thread would keep the JVM for ever
			new CountDownLatch(1).await();
		}

	}

	/**
	 * Tells who closes it, and waits for the test's consent.
	 */
	private static final class TestContext extends GenericApplicationContext {

		private final Queue<Thread> closedBy = new ConcurrentLinkedQueue<>();

		private final CountDownLatch mayClose = new CountDownLatch(1);

		@Override
		public void close() {
			this.closedBy.add(Thread.currentThread());
			try {
				this.mayClose.await();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			super.close();
		}

	}

}
