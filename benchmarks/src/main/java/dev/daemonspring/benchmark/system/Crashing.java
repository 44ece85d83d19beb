package dev.daemonspring.benchmark.system;

import java.time.Duration;

/**
 * A loop whose process is killed again and again, and comes back. For one thread.
 */
final class Crashing {

	private final String label;

	private final Application application;

	private final boolean standby;

	private final boolean peer;

	private final Samples samples = new Samples("ms");

	private long pid;

	private int crashes;

	Crashing(String label, Application application, boolean standby) {
		this(label, application, standby, false);
	}

	private Crashing(String label, Application application, boolean standby, boolean peer) {
		this.label = label;
		this.application = application;
		this.standby = standby;
		this.peer = peer;
	}

	/**
	 * Create a loop that another supervisor keeps alive, which need not succeed.
	 */
	static Crashing peer(String label, Application application) {
		return new Crashing(label, application, false, true);
	}

	boolean isPeer() {
		return this.peer;
	}

	/**
	 * Wait until the loop loops and no standby boots.
	 */
	void awaitCalm() {
		if (this.pid == 0) {
			this.pid = this.application.awaitIteration(patience()).pid();
		}
		if (this.standby) {
			this.application.awaitStandby(this.crashes + 1);
		}
	}

	/**
	 * Kill the process and wait until the loop loops in another one.
	 * @return how long that took, in milliseconds
	 */
	double crash() {
		ProcessHandle process = ProcessHandle.of(this.pid)
			.orElseThrow(() -> new BenchmarkException("Process " + this.pid + " of '" + this.label
					+ "' has ended by itself:\n" + this.application.process().output(), null));
		long start = System.nanoTime();
		process.destroyForcibly();
		Looping looping = this.application.awaitLoopingBeside(this.pid, patience());
		this.pid = looping.pid();
		this.crashes++;
		return (looping.nanos() - start) / 1e6;
	}

	private Duration patience() {
		return this.peer ? Peers.PATIENCE : Application.PATIENCE;
	}

	String label() {
		return this.label;
	}

	Samples samples() {
		return this.samples;
	}

}
