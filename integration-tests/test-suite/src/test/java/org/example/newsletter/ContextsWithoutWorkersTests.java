package org.example.newsletter;

import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.supervisor.WorkersNotRunException;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests that don't ask for workers keep several contexts in the cache, and none of these
 * has started a process.
 */
class ContextsWithoutWorkersTests {

	private static final Set<ApplicationContext> contexts = new HashSet<>();

	@AfterAll
	static void allContextsAreCachedWithoutAProcess() {
		assertThat(contexts).hasSize(3).allMatch((context) -> ((ConfigurableApplicationContext) context).isActive());
		assertThat(WorkerProcesses.all()).isEmpty();
	}

	private void check(ApplicationContext context, Workers workers) {
		contexts.add(context);
		assertThat(workers.status()).containsOnlyKeys("mailing", "herald", "fragile")
			.values()
			.containsOnly(WorkerState.STOPPED);
		assertThatExceptionOfType(WorkersNotRunException.class).isThrownBy(() -> workers.start("herald"))
			.withMessageContaining("@WithWorkers");
		assertThat(WorkerProcesses.all()).isEmpty();
	}

	@Nested
	@SpringBootTest
	class First {

		@Test
		void noWorkerRuns(@Autowired ApplicationContext context, @Autowired Workers workers) {
			check(context, workers);
		}

	}

	@Nested
	@SpringBootTest
	@TestPropertySource(properties = "newsletter.edition=second")
	class Second {

		@MockitoBean
		private MailSender mailSender;

		@Test
		void noWorkerRuns(@Autowired ApplicationContext context, @Autowired Workers workers) {
			check(context, workers);
		}

	}

	@Nested
	@SpringBootTest(properties = "daemon.standby=3")
	class Third {

		@Test
		void noWorkerRunsAndNoStandbyWaits(@Autowired ApplicationContext context, @Autowired Workers workers) {
			check(context, workers);
		}

	}

}
