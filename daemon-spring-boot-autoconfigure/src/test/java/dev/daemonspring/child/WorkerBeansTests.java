package dev.daemonspring.child;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.child.context.ReducedApplicationContext;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link WorkerBeans}.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class WorkerBeansTests {

	private static final List<String> calls = new ArrayList<>();

	private final ReducedApplicationContext parent = new ReducedApplicationContext();

	private final ReducedApplicationContext context = new ReducedApplicationContext();

	private final WorkerBeans beans = new WorkerBeans(this.context);

	@TempDir
	Path temp;

	private SlotFixture slots;

	private WorkerSlot slot;

	@BeforeEach
	void open() {
		calls.clear();
		this.slots = new SlotFixture(this.temp);
		this.slot = this.slots.worker(0);
		this.parent.refresh();
		this.context.setParent(this.parent);
		this.context.register(Application.class);
		this.beans.refresh();
	}

	@AfterEach
	void close() {
		this.beans.close();
		this.slot.close();
		this.slots.close();
	}

	@Test
	void refreshCreatesNoWorkerNorWhatItDependsOn() {
		assertThat(calls).isEmpty();
		assertThat(this.context.getBeanFactory().containsSingleton("copy")).isFalse();
		assertThat(this.context.getBeanFactory().containsSingleton("source")).isFalse();
	}

	@Test
	void refreshOffersAWorkerContextThatHasNothingToSayYet() {
		WorkerContext bean = this.context.getBean(WorkerContext.class);
		assertThatIllegalStateException().isThrownBy(bean::name);
	}

	@Test
	void runCreatesTheWorkerWithWhatItDependsOnAndNothingElse() {
		assertThat(run("copy")).isEqualTo(WorkerEnding.STOPPED);
		assertThat(calls).containsExactly("source created", "copy created", "source completed", "source started",
				"copy loops");
		assertThat(this.context.getBeanFactory().containsSingleton("other")).isFalse();
	}

	@Test
	void runWhenWorkerCanNotBeCreatedTellsTheDaemonWhy() {
		assertThat(run("broken")).isEqualTo(WorkerEnding.FAILED);
		assertThat(this.slots.daemon(0).snapshot().lastError()).contains("no target");
		assertThat(this.slots.daemon(0).snapshot().failures()).isEqualTo(1);
	}

	@Test
	void destroyEndsTheWorkerAndLeavesWhatItDependsOnToItsNextIncarnation() {
		WorkerRunner runner = runner("copy");
		this.beans.run(assignment("copy"), runner);
		calls.clear();
		this.beans.destroy(assignment("copy"), runner);
		assertThat(calls).containsExactly("copy destroyed");
		calls.clear();
		assertThat(run("copy")).isEqualTo(WorkerEnding.STOPPED);
		assertThat(calls).containsExactly("copy created", "copy loops");
	}

	@Test
	void destroyTakesTheWorkerOutOfTheWorkerContext() {
		WorkerRunner runner = runner("copy");
		this.beans.run(assignment("copy"), runner);
		WorkerContext bean = this.context.getBean(WorkerContext.class);
		assertThat(bean.name()).isEqualTo("copy");
		this.beans.destroy(assignment("copy"), runner);
		assertThatIllegalStateException().isThrownBy(bean::name);
	}

	@Test
	void closeStopsAndDestroysWhatWasCreatedInEveryContextOfTheHierarchy() {
		run("copy");
		calls.clear();
		this.beans.close();
		assertThat(calls).containsExactly("source stopped", "copy destroyed", "source destroyed");
		assertThat(this.context.isActive()).isFalse();
		assertThat(this.parent.isActive()).isFalse();
	}

	private WorkerEnding run(String worker) {
		return this.beans.run(assignment(worker), runner(worker));
	}

	private WorkerRunner runner(String worker) {
		this.slot.begin(1, 1);
		return new WorkerRunner(assignment(worker), this.slot);
	}

	private static Assignment assignment(String worker) {
		return SlotFixture.assignment(worker, 0, Duration.ofSeconds(5));
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

		@Bean
		Source source() {
			return new Source();
		}

		@Bean
		Copier copy(Source source, WorkerContext context) {
			return new Copier(context);
		}

		@Bean
		WorkerLoop broken() {
			throw new IllegalStateException("no target");
		}

		@Bean
		Object other() {
			calls.add("other created");
			return new Object();
		}

	}

	static class Copier implements WorkerLoop, DisposableBean {

		private final WorkerContext context;

		Copier(WorkerContext context) {
			this.context = context;
			calls.add(context.name() + " created");
		}

		@Override
		public void loop() {
			calls.add(this.context.name() + " loops");
			this.context.stop();
		}

		@Override
		public void destroy() {
			calls.add("copy destroyed");
		}

	}

	static class Source implements SmartInitializingSingleton, SmartLifecycle, DisposableBean {

		private boolean running;

		Source() {
			calls.add("source created");
		}

		@Override
		public void afterSingletonsInstantiated() {
			calls.add("source completed");
		}

		@Override
		public void start() {
			this.running = true;
			calls.add("source started");
		}

		@Override
		public void stop() {
			this.running = false;
			calls.add("source stopped");
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

		@Override
		public void destroy() {
			calls.add("source destroyed");
		}

	}

}
