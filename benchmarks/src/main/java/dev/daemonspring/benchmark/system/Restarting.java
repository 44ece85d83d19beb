package dev.daemonspring.benchmark.system;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;

/**
 * A daemon whose workers are killed again and again. For one thread.
 */
final class Restarting {

	private static final String ORDER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"worker.send\","
			+ "\"params\":[\"w0\",\"order\",[{\"item\":\"tea\",\"amount\":%d},2]]}";

	private static final int COMMANDS = 100;

	private final String label;

	private final Application application;

	private final int workers;

	private final Samples death = new Samples("ms");

	private final Samples restart = new Samples("ms");

	private final Samples beyond = new Samples("ms");

	private final Samples slower = new Samples("ms");

	private final Samples first = new Samples("ms");

	private final Samples hundredth = new Samples("ms");

	private final Map<String, Long> pids = new HashMap<>();

	private int standbys;

	Restarting(String label, Application application, int workers, int standbys) {
		this.label = label;
		this.application = application;
		this.workers = workers;
		this.standbys = standbys;
	}

	String label() {
		return this.label;
	}

	Samples death() {
		return this.death;
	}

	Samples restart() {
		return this.restart;
	}

	Samples beyond() {
		return this.beyond;
	}

	/**
	 * Return the same of the last worker, where there are several.
	 */
	Samples slower() {
		return this.slower;
	}

	Samples first() {
		return this.first;
	}

	Samples hundredth() {
		return this.hundredth;
	}

	/**
	 * Wait until all loops loop.
	 */
	void awaitStart() {
		this.application.awaitLooping(this.workers).forEach((name, looping) -> this.pids.put(name, looping.pid()));
	}

	/**
	 * Wait until as many standbys wait as there will be.
	 */
	void awaitStandbys() {
		if (this.standbys > 0) {
			this.application.awaitStandby(this.standbys);
		}
	}

	/**
	 * Kill the processes of all workers at once, and wait until they loop in others.
	 * @param counts whether that is a sample
	 */
	void kill(boolean counts) {
		long start = System.nanoTime();
		ReportedDeath.@Nullable Times times = null;
		for (Map.Entry<String, Long> worker : this.pids.entrySet()) {
			ProcessHandle process = ProcessHandle.of(worker.getValue())
				.orElseThrow(() -> new BenchmarkException("'" + worker.getKey() + "' of '" + this.label
						+ "' has ended by itself:\n" + this.application.process().output(), null));
			if (this.workers > 1) {
				process.destroyForcibly();
			}
			else {
				times = ReportedDeath.of(process);
			}
		}
		Map<String, Looping> looping = this.application.awaitLooping(this.workers);
		looping.forEach((name, each) -> this.pids.put(name, each.pid()));
		// As many follow as were taken, or would have been
		this.standbys += (this.standbys > 0) ? this.workers : 0;
		if (counts) {
			count(looping, start, times);
		}
	}

	private void count(Map<String, Looping> looping, long start, ReportedDeath.@Nullable Times times) {
		ToDoubleFunction<Looping> since = (each) -> (each.began() - start) / 1e6;
		this.restart.add(looping.values().stream().mapToDouble(since).min().orElseThrow());
		this.slower.add(looping.values().stream().mapToDouble(since).max().orElseThrow());
		if (times != null) {
			this.death.add(times.millis());
			this.beyond.add((looping.values().iterator().next().began() - times.reported()) / 1e6);
		}
	}

	/**
	 * Have the worker execute commands, and time the first and the hundredth.
	 */
	void command(boolean counts) {
		try (HttpConnection connection = new HttpConnection(this.application.port())) {
			for (int command = 1; command <= COMMANDS; command++) {
				byte[] request = connection.post("/rpc", ORDER.formatted(command));
				long start = System.nanoTime();
				String answer = connection.exchange(request);
				double millis = (System.nanoTime() - start) / 1e6;
				if (!answer.contains("\"total\":" + 2 * command)) {
					throw new BenchmarkException("The worker answered: " + answer, null);
				}
				if (counts && (command == 1 || command == COMMANDS)) {
					((command == 1) ? this.first : this.hundredth).add(millis);
				}
			}
		}
	}

}
