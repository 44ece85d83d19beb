package dev.daemonspring.child;

import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

import dev.daemonspring.protocol.SetLogLevel;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoMoreInteractions;

/**
 * Tests for {@link LogLevels}.
 */
class LogLevelsTests {

	private final LoggingSystem system = mock(LoggingSystem.class);

	private final LogLevels levels = new LogLevels();

	@Test
	void levelsThatWereChangedBeforeLoggingWasConfiguredHoldFromThenOn() {
		this.levels.apply(new SetLogLevel(1, "org.example", "DEBUG"));
		this.levels.apply(new SetLogLevel(2, "org.example", "TRACE"));
		this.levels.begin(this.system);
		this.levels.apply(new SetLogLevel(3, "org.example", null));
		var order = inOrder(this.system);
		order.verify(this.system).setLogLevel("org.example", LogLevel.TRACE);
		order.verify(this.system).setLogLevel("org.example", null);
		verifyNoMoreInteractions(this.system);
	}

	@Test
	void changeThatIsOvertakenIsIgnored() {
		this.levels.begin(this.system);
		this.levels.apply(new SetLogLevel(2, "org.example", "INFO"));
		this.levels.apply(new SetLogLevel(1, "org.example", "DEBUG"));
		verify(this.system, never()).setLogLevel(any(), eq(LogLevel.DEBUG));
	}

	@Test
	void whatCannotBeSetDoesNoHarm() {
		willThrow(new IllegalArgumentException("no such logger")).given(this.system).setLogLevel("none", LogLevel.INFO);
		this.levels.begin(this.system);
		assertThatNoException().isThrownBy(() -> {
			this.levels.apply(new SetLogLevel(1, "none", "INFO"));
			this.levels.apply(new SetLogLevel(2, "org.example", "LOUD"));
		});
		this.levels.change(new SetLogLevel(3, "org.example", "warn"));
		verify(this.system, timeout(10_000)).setLogLevel("org.example", LogLevel.WARN);
	}

}
