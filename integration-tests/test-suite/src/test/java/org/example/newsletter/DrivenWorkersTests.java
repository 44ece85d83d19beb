package org.example.newsletter;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.test.WithWorkers;
import dev.daemonspring.test.WorkerFailedException;
import dev.daemonspring.test.WorkerTester;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Workers on threads iterate as often as the test wants, with the test's mock.
 */
@SpringBootTest
@WithWorkers
class DrivenWorkersTests {

	@Autowired
	private WorkerTester tester;

	@Autowired
	private Workers workers;

	@Autowired
	private ConfigurableApplicationContext context;

	@MockitoBean
	private MailSender mailSender;

	private final AtomicInteger mails = new AtomicInteger();

	@BeforeEach
	void count() {
		willAnswer((call) -> this.mails.incrementAndGet()).given(this.mailSender).send();
	}

	@Test
	void mockIsCalledOnceAnIterationAndTheRealOneIsNeverMade() {
		int real = SmtpMailSender.created.get();
		this.tester.run("mailing");
		verify(this.mailSender).send();
		this.tester.run("mailing", 4);
		verify(this.mailSender, times(5)).send();
		assertThat(SmtpMailSender.created).hasValue(real);
		assertThat(this.context.getBeansOfType(SmtpMailSender.class)).isEmpty();
		assertThat(WorkerProcesses.all()).isEmpty();
	}

	@Test
	void iterationsEndWhenTheConditionHolds() {
		this.tester.runUntil("mailing", Duration.ofMinutes(1), () -> this.mails.get() >= 3);
		assertThat(this.mails).hasValue(3);
	}

	@Test
	void commandAnswersWithoutAnIteration() {
		Object before = this.tester.send("mailing", "sent");
		this.tester.run("mailing", 2);
		assertThat(this.tester.send("mailing", "sent")).isEqualTo((int) before + 2);
		assertThat(this.tester.send("herald", "repeat", "news")).isEqualTo("news news");
		assertThat(this.mails).hasValue(2);
	}

	@Test
	void workerThatIsNotForeverFailsTheTestAndNotTheContext() {
		assertThatExceptionOfType(WorkerFailedException.class).isThrownBy(() -> this.tester.run("fragile"))
			.withCauseInstanceOf(IllegalStateException.class)
			.withMessageContaining("The fragile worker broke");
		assertThat(this.context.isActive()).isTrue();
		this.tester.run("mailing");
		assertThat(this.mails).hasValue(1);
		await().untilAsserted(() -> assertThat(this.workers.status("fragile")).isEqualTo(WorkerState.FAILED));
	}

}
