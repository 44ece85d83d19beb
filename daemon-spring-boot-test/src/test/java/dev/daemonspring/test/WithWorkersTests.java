package dev.daemonspring.test;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/**
 * Tests for {@link WithWorkers @WithWorkers} on threads, driven by the tester.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE)
@WithWorkers("mailing")
class WithWorkersTests {

	@Autowired
	private WorkerTester tester;

	@Autowired
	private Workers workers;

	@Autowired
	private ConfigurableApplicationContext context;

	@MockitoBean
	private MailSender mailSender;

	@BeforeEach
	void reset() {
		Mailing.sent.set(0);
	}

	@Test
	void workerIteratesAsOftenAsAskedAndUsesTheMock() {
		verifyNoInteractions(this.mailSender);
		this.tester.run("mailing");
		verify(this.mailSender).send();
		this.tester.run("mailing", 3);
		verify(this.mailSender, times(4)).send();
	}

	@Test
	void workerIteratesUntilAConditionHolds() {
		this.tester.runUntil("mailing", Duration.ofMinutes(1), () -> Mailing.sent.get() >= 5);
		assertThat(Mailing.sent).hasValue(5);
	}

	@Test
	void conditionThatNeverHoldsFailsTheTest() {
		assertThatExceptionOfType(AssertionError.class)
			.isThrownBy(() -> this.tester.runUntil("mailing", Duration.ofMillis(200), () -> false));
	}

	@Test
	void exceptionIsTheCauseAndTheContextLivesOn() {
		IllegalStateException failure = new IllegalStateException("no server");
		willThrow(failure).willDoNothing().given(this.mailSender).send();
		assertThatExceptionOfType(WorkerFailedException.class).isThrownBy(() -> this.tester.run("mailing"))
			.withCause(failure);
		assertThat(this.context.isActive()).isTrue();
		this.tester.run("mailing");
		verify(this.mailSender, times(2)).send();
	}

	@Test
	void commandRunsWithoutAnIteration() {
		assertThat(this.tester.send("mailing", "greet", "Anna")).isEqualTo("Hello Anna");
		verifyNoInteractions(this.mailSender);
	}

	@Test
	void workerThatRunsOnceIsStartedEachTime() {
		for (int i = 1; i <= 5; i++) {
			this.tester.run("job");
			assertThat(Job.runs).hasValue(i);
		}
	}

	@Test
	void timeCanNotBeMoved() {
		assertThatIllegalStateException().isThrownBy(() -> this.tester.advance(Duration.ofSeconds(1)))
			.withMessageContaining("mode = CLOCK");
	}

	@Test
	void workerThatIsNotNamedStaysStopped() {
		assertThat(this.workers.status("other")).isEqualTo(WorkerState.STOPPED);
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration(DaemonAutoConfiguration.class)
	static class Application {

		@Bean
		MailSender mailSender() {
			throw new AssertionError("the test has a mock");
		}

		@Bean
		@Worker(looptime = 3600)
		Mailing mailing(MailSender mailSender) {
			return new Mailing(mailSender);
		}

		@Bean
		@Worker(once = true)
		Job job() {
			return new Job();
		}

		@Bean
		@Worker
		WorkerLoop other() {
			throw new AssertionError("not asked for");
		}

	}

	static class Job implements WorkerLoop {

		private static final AtomicInteger runs = new AtomicInteger();

		@Override
		public void loop() {
			runs.incrementAndGet();
		}

	}

	interface MailSender {

		void send();

	}

	static class Mailing implements WorkerLoop {

		private static final AtomicInteger sent = new AtomicInteger();

		private final MailSender mailSender;

		Mailing(MailSender mailSender) {
			this.mailSender = mailSender;
		}

		@Override
		public void loop() {
			this.mailSender.send();
			sent.incrementAndGet();
		}

		@WorkerCommand("greet")
		String greet(String name) {
			return "Hello " + name;
		}

	}

}
