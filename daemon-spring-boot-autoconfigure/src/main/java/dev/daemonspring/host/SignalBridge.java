package dev.daemonspring.host;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.SmartLifecycle;
import sun.misc.Signal;
import sun.misc.SignalHandler;

import dev.daemonspring.process.WorkerConfigurationException;

/**
 * A bridge that publishes signals of the operating system as {@link DaemonSignalEvent}s
 * while the application runs.
 */
public final class SignalBridge implements SmartLifecycle {

	private final Collection<String> signals;

	private final ApplicationEventPublisher publisher;

	private final Map<Signal, SignalHandler> replaced = new LinkedHashMap<>();

	/**
	 * Create a bridge.
	 * @param signals the names of the signals, with or without {@code SIG}, in any case
	 * @param publisher the publisher of the events
	 */
	public SignalBridge(Collection<String> signals, ApplicationEventPublisher publisher) {
		this.signals = signals;
		this.publisher = publisher;
	}

	@Override
	public void start() {
		for (String name : this.signals) {
			String signalName = name.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
			try {
				Signal signal = new Signal(signalName);
				this.replaced.put(signal, Signal.handle(signal,
						(received) -> this.publisher.publishEvent(new DaemonSignalEvent(received.getName()))));
			}
			catch (IllegalArgumentException ex) {
				throw new WorkerConfigurationException(
						"The signal '%s' can't be received: %s.".formatted(name, ex.getMessage()),
						"List signals in 'daemon.signals' that this system knows and the JVM leaves free, such as HUP or"
								+ " USR2.");
			}
		}
	}

	@Override
	public void stop() {
		this.replaced.forEach(Signal::handle);
		this.replaced.clear();
	}

	@Override
	public boolean isRunning() {
		return !this.replaced.isEmpty();
	}

}
