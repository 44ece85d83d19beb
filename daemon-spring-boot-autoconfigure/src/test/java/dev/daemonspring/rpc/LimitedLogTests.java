package dev.daemonspring.rpc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.commons.logging.Log;
import org.junit.jupiter.api.Test;

import static org.mockito.BDDMockito.then;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link LimitedLog}.
 */
class LimitedLogTests {

	private final Log logger = mock(Log.class);

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5);

	private final LimitedLog log = new LimitedLog(this.logger, this.now::get);

	@Test
	void warnsOnceInTenSecondsForEachKind() {
		this.log.warn("token", "a");
		this.log.warn("token", "b");
		this.log.warn("full", "c");
		this.log.warn("token", "d");
		then(this.logger).should().warn("a");
		then(this.logger).should().debug("b");
		then(this.logger).should().warn("c");
		then(this.logger).should().debug("d");
		then(this.logger).shouldHaveNoMoreInteractions();
	}

	@Test
	void whatACallerSendsIsOneLine() {
		this.log.warn("host", "its Host 'x\n2026-11-25 INFO forged\u001b[2J'");
		then(this.logger).should().warn("its Host 'x\\n2026-11-25 INFO forged\\u001b[2J'");
	}

	@Test
	void warnsAgainWithTheNumberThatWasLeftOut() {
		this.log.warn("token", "a");
		this.log.warn("token", "b");
		this.log.warn("token", "c");
		this.now.addAndGet(Duration.ofSeconds(10).toNanos());
		this.log.warn("token", "d");
		then(this.logger).should().warn("d (2 more of this kind since the last)");
		this.now.addAndGet(Duration.ofSeconds(10).toNanos());
		this.log.warn("token", "e");
		then(this.logger).should().warn("e");
	}

}
