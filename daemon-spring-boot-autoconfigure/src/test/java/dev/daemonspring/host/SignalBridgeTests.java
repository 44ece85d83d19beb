package dev.daemonspring.host;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import sun.misc.Signal;

import dev.daemonspring.process.WorkerConfigurationException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/**
 * Tests for {@link SignalBridge}.
 */
@EnabledOnOs(OS.LINUX)
class SignalBridgeTests {

	private final List<Object> events = new CopyOnWriteArrayList<>();

	@Test
	void signalIsPublishedAsAnEvent() {
		SignalBridge bridge = new SignalBridge(List.of("SIGWINCH", "cont"), this.events::add);
		bridge.start();
		Signal.raise(new Signal("WINCH"));
		await().until(() -> this.events.contains(new DaemonSignalEvent("WINCH")));
		Signal.raise(new Signal("CONT"));
		await().until(() -> this.events.contains(new DaemonSignalEvent("CONT")));
		bridge.stop();
		assertThat(bridge.isRunning()).isFalse();
	}

	@Test
	void signalThatDoesNotExistIsExplained() {
		SignalBridge bridge = new SignalBridge(List.of("NOPE"), this.events::add);
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(bridge::start)
			.withMessageContaining("'NOPE'");
	}

}
