package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.child.context.ReducedApplicationContext;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.protocol.ExitCode;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SharedProcessHost}: workers come and go while the process lives on.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SharedProcessHostTests {

	private static final int NOT_DEPARTED = -1;

	private final ReducedApplicationContext context = new ReducedApplicationContext();

	private final WorkerBeans beans = new WorkerBeans(this.context);

	private final HostedWorkers workers = new HostedWorkers();

	private final Diary diary = new Diary();

	private final CompletableFuture<Void> hosting = new CompletableFuture<>();

	@TempDir
	Path temp;

	private SlotFixture slots;

	@BeforeEach
	void open() {
		this.slots = new SlotFixture(this.temp);
		this.context.register(Application.class);
		this.context.getBeanFactory().registerSingleton("diary", this.diary);
		this.beans.refresh();
	}

	@AfterEach
	void close() throws Exception {
		this.workers.end(() -> {
		});
		this.hosting.get(30, TimeUnit.SECONDS);
		this.beans.close();
		this.slots.close();
	}

	@Test
	void workerThatStopsLeavesAndOthersArriveAndLiveOn() {
		host(arrive("stopping", 0));
		await().until(() -> this.slots.daemon(0).departure(1) == ExitCode.CONTROLLED);
		assertThat(this.slots.daemon(0).state()).isEqualTo(WorkerState.STOPPED);
		assertThat(this.workers.in(0)).isNull();
		assertThat(this.hosting).isNotDone();
		arrive("lasting", 1);
		await().until(() -> this.slots.daemon(1).snapshot().iterations() > 0);
		assertThat(this.hosting).isNotDone();
	}

	@Test
	void workerThatFailsLeavesAndOthersLiveOn() {
		host(arrive("lasting", 1));
		arrive("failing", 0);
		await().until(() -> this.slots.daemon(0).departure(1) == ExitCode.WENT_DOWN);
		assertThat(this.slots.daemon(0).snapshot().lastError()).contains("disk full");
		long iterations = this.slots.daemon(1).snapshot().iterations();
		await().until(() -> this.slots.daemon(1).snapshot().iterations() > iterations);
		assertThat(this.hosting).isNotDone();
	}

	@Test
	void workerHasItsOwnNameOnItsThreadAndInItsOutput() {
		host(arrive("stopping", 0));
		await().until(() -> this.slots.daemon(0).departure(1) == ExitCode.CONTROLLED);
		assertThat(this.diary.entries).contains("loop on thread stopping, output of stopping");
	}

	@Test
	void beanIsDestroyedBeforeTheDaemonIsToldThatItsWorkerHasLeft() {
		this.diary.onDestroy = () -> this.diary.entries.add("destroyed, departure " + this.slots.daemon(0).departure(1)
				+ ", hosted " + (this.workers.in(0) != null));
		host(arrive("stopping", 0));
		await().until(() -> this.slots.daemon(0).departure(1) == ExitCode.CONTROLLED);
		assertThat(this.diary.entries).contains("destroyed, departure " + NOT_DEPARTED + ", hosted true");
	}

	@Test
	void beanThatCanNotBeDestroyedDoesNotKeepItsWorkerFromLeaving() {
		this.diary.onDestroy = () -> {
			throw new IllegalStateException("still copying");
		};
		host(arrive("stopping", 0));
		await().until(() -> this.slots.daemon(0).departure(1) == ExitCode.CONTROLLED);
		assertThat(this.workers.in(0)).isNull();
	}

	@Test
	void workerThatIsToStopBeforeItBeginsIsNotCreated() {
		this.slots.daemon(0).wanted(WantedState.STOPPED);
		host(arrive("stopping", 0));
		await().until(() -> this.slots.daemon(0).departure(1) == ExitCode.CONTROLLED);
		assertThat(this.slots.daemon(0).state()).isEqualTo(WorkerState.STOPPED);
		assertThat(this.diary.entries).isEmpty();
		assertThat(this.context.getBeanFactory().containsSingleton("stopping")).isFalse();
	}

	@Test
	void endOfTheProcessEndsEveryWorkerWhichReportsNothingItself() {
		host(arrive("lasting", 1));
		await().until(() -> this.slots.daemon(1).snapshot().iterations() > 0);
		this.workers.end(() -> {
			throw new IllegalStateException("A worker has begun");
		});
		this.hosting.join();
		assertThat(this.diary.entries).containsExactly("spindown");
		assertThat(this.slots.daemon(1).departure(1)).isEqualTo(NOT_DEPARTED);
		assertThat(this.slots.daemon(1).state()).isEqualTo(WorkerState.SPINDOWN);
	}

	@Test
	void hostWhenNobodyArrivesReturns() {
		host(null);
		assertThat(this.hosting.join()).isNull();
	}

	private void host(@Nullable HostedWorker first) {
		SharedProcessHost host = new SharedProcessHost(this.workers, this.beans, new ProcessOutput());
		Thread thread = new Thread(() -> {
			try {
				host.host((first != null) ? this.workers.awaitArrival() : null);
				this.hosting.complete(null);
			}
			catch (Throwable ex) {
				this.hosting.completeExceptionally(ex);
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	private HostedWorker arrive(String worker, int slot) {
		Assignment assignment = new Assignment(worker, slot, 1, worker, Duration.ofMillis(1), 0, "shared",
				Duration.ofSeconds(5), true, ContextSettings.DEFAULT);
		HostedWorker arrived = new HostedWorker(assignment, this.slots.worker(slot));
		this.workers.arrive(arrived);
		return arrived;
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Stopping stopping(WorkerContext context, Diary diary) {
			return new Stopping(context, diary);
		}

		@Bean
		WorkerLoop failing() {
			return () -> {
				throw new IllegalStateException("disk full");
			};
		}

		@Bean
		WorkerLoop lasting(Diary diary) {
			return new WorkerLoop() {

				@Override
				public void loop() {
				}

				@Override
				public void spindown() {
					diary.entries.add("spindown");
				}

			};
		}

	}

	static class Stopping implements WorkerLoop, DisposableBean {

		private final WorkerContext context;

		private final Diary diary;

		Stopping(WorkerContext context, Diary diary) {
			this.context = context;
			this.diary = diary;
		}

		@Override
		public void loop() {
			this.diary.entries.add("loop on thread %s, output of %s".formatted(Thread.currentThread().getName(),
					ProcessOutput.currentLabel()));
			this.context.stop();
		}

		@Override
		public void destroy() {
			this.diary.onDestroy.run();
		}

	}

	/**
	 * What the workers do.
	 */
	static class Diary {

		private final List<String> entries = new CopyOnWriteArrayList<>();

		private volatile Runnable onDestroy = () -> {
		};

	}

}
