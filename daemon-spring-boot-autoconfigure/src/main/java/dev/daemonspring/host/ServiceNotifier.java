package dev.daemonspring.host;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Tells a service manager, such as systemd, how the daemon is: that it is ready, when its
 * workers have spun up; that it ends; the state of its workers; and, as often as the
 * service manager wants to hear it, that they are looked after. Has a thread of its own,
 * on which a message that can't be sent is tried again.
 *
 * @see <a href=
 * "https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify</a>
 */
public final class ServiceNotifier implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ServiceNotifier.class);

	private static final long LOOK_MILLIS = 200;

	/**
	 * A state that changes all the time is told that often.
	 */
	private static final long STATUS_INTERVAL = Duration.ofSeconds(5).toNanos();

	private static final Duration ENDING = Duration.ofSeconds(2);

	private final Sender sender;

	private final Service service;

	private final long watchdogInterval;

	private final Thread thread = new Thread(this::run, "daemon-service-notifier");

	private boolean ready;

	private @Nullable String status;

	private long statusAt;

	private long looks;

	private long beatAt;

	private boolean failed;

	private volatile boolean closed;

	/**
	 * Create a notifier.
	 * @param sender sends messages
	 * @param service the service that they are about
	 * @param watchdog how often the service manager wants to hear of the service, or zero
	 */
	ServiceNotifier(Sender sender, Service service, Duration watchdog) {
		this.sender = sender;
		this.service = service;
		this.watchdogInterval = watchdog.toNanos() / 2;
		this.thread.setDaemon(true);
	}

	/**
	 * Begin to tell the service manager that has started this process.
	 * @param environment the variables of this process
	 * @param service the service
	 * @return the notifier, or {@code null} if no service manager wants to hear of it
	 */
	public static @Nullable ServiceNotifier start(Map<String, String> environment, Service service) {
		String socket = environment.getOrDefault("NOTIFY_SOCKET", "");
		if (socket.isEmpty()) {
			return null;
		}
		Optional<Path> program = NotifyProgram.find(environment);
		if (program.isEmpty()) {
			logger.warn(("A service manager waits for messages at '%s', and there is no program '%s' that sends them."
					+ " Install it, or use 'Type=exec' in the unit.")
				.formatted(socket, NotifyProgram.NAME));
			return null;
		}
		NotifyProgram sender = new NotifyProgram(program.get(), socket);
		ServiceNotifier notifier = new ServiceNotifier(sender::send, service, watchdog(environment));
		notifier.thread.start();
		return notifier;
	}

	/**
	 * Return how often this process is to be heard of. Another process that was started
	 * by the same service manager may be meant.
	 */
	static Duration watchdog(Map<String, String> environment) {
		String pid = environment.get("WATCHDOG_PID");
		if (pid != null && !pid.equals(Long.toString(ProcessHandle.current().pid()))) {
			return Duration.ZERO;
		}
		try {
			return Duration.ofNanos(1000 * Long.parseLong(environment.getOrDefault("WATCHDOG_USEC", "0")));
		}
		catch (NumberFormatException ex) {
			return Duration.ZERO;
		}
	}

	private void run() {
		while (!this.closed) {
			try {
				look(System.nanoTime());
				Thread.sleep(LOOK_MILLIS);
			}
			catch (InterruptedException ex) {
				// Closed
			}
			catch (IOException | RuntimeException | OutOfMemoryError ex) {
				failed(ex);
			}
		}
	}

	/**
	 * Send what is to be sent.
	 * @param now the current time in nanoseconds
	 */
	void look(long now) throws IOException, InterruptedException {
		if (!this.ready && this.service.isReady()) {
			String current = this.service.status();
			this.sender.send("READY=1", "STATUS=" + current);
			this.ready = true;
			told(current, now);
			beat(now);
		}
		else if (this.ready && !this.service.status().equals(this.status) && now - this.statusAt >= STATUS_INTERVAL) {
			String current = this.service.status();
			this.sender.send("STATUS=" + current);
			told(current, now);
		}
		if (this.ready && this.watchdogInterval > 0 && now - this.beatAt >= this.watchdogInterval
				&& this.service.looks() != this.looks) {
			this.sender.send("WATCHDOG=1");
			beat(now);
		}
	}

	private void told(String current, long now) {
		this.status = current;
		this.statusAt = now;
		this.failed = false;
	}

	private void beat(long now) {
		this.looks = this.service.looks();
		this.beatAt = now;
	}

	private void failed(Throwable failure) {
		if (!this.failed) {
			this.failed = true;
			logger.warn("The service manager could not be told how the daemon is; it is tried again: " + failure);
		}
		try {
			Thread.sleep(LOOK_MILLIS * 5);
		}
		catch (InterruptedException ex) {
			// Closed
		}
	}

	/**
	 * Tell that the service ends. The watchdog is still told while the workers spin down.
	 */
	public void stopping() {
		Thread stopping = new Thread(() -> {
			try {
				this.sender.send("STOPPING=1", "STATUS=The workers spin down");
			}
			catch (IOException | RuntimeException | OutOfMemoryError ex) {
				logger.debug("The service manager could not be told that the daemon ends", ex);
			}
			catch (InterruptedException ex) {
				// The daemon is gone
			}
		}, "daemon-service-notifier-end");
		stopping.setDaemon(true);
		stopping.start();
	}

	/**
	 * Send nothing any more. Waits for a message that is just being sent, for at most two
	 * seconds.
	 */
	@Override
	public void close() {
		this.closed = true;
		this.thread.interrupt();
		try {
			this.thread.join(ENDING.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * The service that a service manager is told of. Thread-safe.
	 */
	public interface Service {

		/**
		 * Return whether all that is to run has started.
		 */
		boolean isReady();

		/**
		 * Return the state of the service in a line.
		 */
		String status();

		/**
		 * Return how often the service has looked after what it runs.
		 */
		long looks();

	}

	/**
	 * Sends messages to a service manager.
	 */
	@FunctionalInterface
	interface Sender {

		void send(String... assignments) throws IOException, InterruptedException;

	}

}
