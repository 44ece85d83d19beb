package dev.daemonspring.supervisor;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WorkerEventPublisher}.
 */
@ExtendWith(OutputCaptureExtension.class)
class WorkerEventPublisherTests {

	@Test
	void messageOfAnExceptionForgesNoLine(CapturedOutput output) {
		WorkerEventPublisher publisher = new WorkerEventPublisher((event) -> {
		}, true);
		publisher.trouble("x\r\n2026-11-25 INFO forged\u001b[2J");
		publisher.close();
		assertThat(output.getAll().lines())
			.filteredOn((line) -> line.endsWith("x\\r\\n2026-11-25 INFO forged\\u001b[2J"))
			.hasSize(1);
		assertThat(output.getAll().lines()).noneMatch((line) -> line.startsWith("2026-11-25 INFO forged"));
	}

}
