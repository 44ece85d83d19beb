package org.example.newsletter;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

import dev.daemonspring.test.WithWorkers;
import dev.daemonspring.test.WorkerTester;

import static org.mockito.Mockito.verify;

@SpringBootTest
@WithWorkers("mailing")
class MailingTests {

	@Autowired
	WorkerTester tester;

	@MockitoBean
	MailSender mailSender; // the worker, on a thread of this context, uses it

	@Test
	void sendsWhatIsWaiting() {
		this.tester.run("mailing"); // one iteration, whatever the looptime
		verify(this.mailSender).send();
	}

}
