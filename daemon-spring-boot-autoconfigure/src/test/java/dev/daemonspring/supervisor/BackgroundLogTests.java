package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.commons.logging.Log;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link BackgroundLog}.
 */
class BackgroundLogTests {

	private static final Duration LONG = Duration.ofMinutes(1);

	private final Log target = mock(Log.class);

	private final BackgroundLog log = new BackgroundLog(this.target, 10);

	@Test
	void linesAreWrittenInTheirOrderAtTheirLevels() {
		IllegalStateException failure = new IllegalStateException("broken");
		this.log.info("one");
		this.log.warn("two");
		this.log.error("three");
		this.log.error("four", failure);
		this.log.close(LONG);
		InOrder lines = inOrder(this.target);
		lines.verify(this.target).info("one");
		lines.verify(this.target).warn("two");
		lines.verify(this.target).error("three", null);
		lines.verify(this.target).error("four", failure);
	}

	@Test
	void linesAreWrittenOnAThreadOfTheirOwn() {
		List<String> threads = new CopyOnWriteArrayList<>();
		willAnswer((call) -> threads.add(Thread.currentThread().getName())).given(this.target).info(any());
		this.log.info("one");
		this.log.close(LONG);
		assertThat(threads).containsExactly("daemon-log");
	}

	@Test
	void messageForgesNoLine() {
		this.log.warn("one\ntwo");
		this.log.close(LONG);
		inOrder(this.target).verify(this.target).warn("one\\ntwo");
	}

}
