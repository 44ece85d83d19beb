package dev.daemonspring.host;

import java.util.concurrent.atomic.AtomicBoolean;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The controlled shutdown of the daemon, which happens once, on a thread of its own: it
 * closes the context and, if the JVM belongs to this application alone, exits.
 * Thread-safe.
 */
public final class DaemonShutdown {

	private final ConfigurableApplicationContext context;

	private final boolean exits;

	private final AtomicBoolean requested = new AtomicBoolean();

	public DaemonShutdown(ConfigurableApplicationContext context, boolean exits) {
		this.context = context;
		this.exits = exits;
	}

	public void request(int exitCode) {
		if (this.requested.compareAndSet(false, true)) {
			new Thread(() -> end(exitCode), "daemon-end").start();
		}
	}

	private void end(int exitCode) {
		if (this.exits) {
			System.exit(SpringApplication.exit(this.context, () -> exitCode));
		}
		else {
			this.context.close();
		}
	}

}
