package dev.daemonspring.benchmark.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What processes do that have nothing to do: all of them watched during the same time.
 */
final class IdleSection implements Section {

	private static final Duration SETTLE = Duration.ofSeconds(30);

	@Override
	public String name() {
		return "idle";
	}

	@Override
	public void measure(Workshop workshop, Options options, Table table) {
		String standby = "daemon.standby=0";
		Application many = workshop.daemon(options.workers(), standby);
		many.awaitLooping(options.workers());
		Application none = workshop.daemon(0, standby);
		none.port();
		long alone = workshop.alone("benchmark.looptime=10s").awaitIteration().pid();
		long worker = workshop.daemon(1, standby, "benchmark.looptime=10s").awaitIteration().pid();
		Waiting.pause(SETTLE);
		List<Idle> idles = new ArrayList<>();
		for (long pid : new long[] { alone, worker, none.process().pid(), many.process().pid() }) {
			idles.add(Idle.start(pid));
		}
		Waiting.pause(Duration.ofSeconds(options.idleSeconds()));
		idles.forEach(Idle::end);
		workshop.stopAll();
		String during = " in " + options.idleSeconds() + " s: ";
		report(table, during, "Boot application that sleeps 10 s, alone", idles.get(0), null);
		report(table, during, "worker process, looptime 10 s", idles.get(1), null);
		report(table, during, "daemon without workers", idles.get(2), null);
		report(table, during, "daemon with " + options.workers() + " workers, less that without", idles.get(3),
				idles.get(2));
	}

	private static void report(Table table, String during, String what, Idle idle, @Nullable Idle less) {
		Samples millis = new Samples("ms");
		Samples switches = new Samples("");
		millis.add(idle.millis - ((less != null) ? less.millis : 0));
		switches.add(idle.switches - ((less != null) ? less.switches : 0));
		table.row("time on a processor" + during + what, millis);
		table.row("context switches" + during + what, switches);
	}

	/**
	 * What a process has taken since it was first looked at.
	 */
	private static final class Idle {

		private final long pid;

		private double millis;

		private double switches;

		private Idle(long pid) {
			this.pid = pid;
		}

		static Idle start(long pid) {
			Idle idle = new Idle(pid);
			idle.end();
			return idle;
		}

		void end() {
			this.millis = ProcFiles.cpuMillis(this.pid) - this.millis;
			this.switches = ProcFiles.switches(this.pid) - this.switches;
		}

	}

}
