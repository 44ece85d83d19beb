package dev.daemonspring.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A watch over the start of a process. The JDK starts processes through a helper process,
 * {@code jspawnhelper}, and waits for it without a time limit. If a signal stopped the
 * helper, no process could be started anymore. So a helper that is stopped is killed;
 * then the start fails, or its process is gone at once, and either is handled as usual.
 */
final class ForkWatch extends Thread {

	private static final Log logger = LogFactory.getLog(ForkWatch.class);

	private static final Duration PERIOD = Duration.ofSeconds(2);

	private static final String HELPER = "/jspawnhelper";

	private final Duration period;

	private final CountDownLatch over = new CountDownLatch(1);

	ForkWatch(Duration period) {
		super(null, null, "daemon-fork-watch", 0, false);
		setDaemon(true);
		this.period = period;
	}

	/**
	 * Begin to watch, before the process is forked: later there may be no thread left.
	 * @return the watch, to be told when the start is over
	 * @throws OutOfMemoryError if no thread can be started
	 */
	static ForkWatch begin() {
		ForkWatch watch = new ForkWatch(PERIOD);
		watch.start();
		return watch;
	}

	/**
	 * End the watch.
	 */
	void over() {
		this.over.countDown();
	}

	@Override
	public void run() {
		try {
			while (!this.over.await(this.period.toNanos(), TimeUnit.NANOSECONDS)) {
				attempt();
			}
		}
		catch (InterruptedException ex) {
			// Nothing interrupts this thread
		}
	}

	private static void attempt() {
		try {
			killStoppedHelpers();
		}
		catch (RuntimeException | OutOfMemoryError ex) {
			// The next period brings another attempt
		}
	}

	static void killStoppedHelpers() {
		ProcessHandle.current().children().filter(ForkWatch::isStoppedHelper).forEach((helper) -> {
			helper.destroyForcibly();
			logger
				.warn("The helper process (pid %d) through which Java starts processes was stopped by a signal; it was"
					.formatted(helper.pid()) + " killed, so that processes can be started again");
		});
	}

	private static boolean isStoppedHelper(ProcessHandle process) {
		return StoppedProcesses.contain(process.pid())
				&& process.info().command().filter((command) -> command.endsWith(HELPER)).isPresent();
	}

}
