package dev.daemonspring.cli;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

import dev.daemonspring.cli.Table.Cell;

/**
 * Shows workers again and again.
 */
@Command(name = "top",
		description = "Shows the workers again and again, with what they do and use, until it is interrupted. "
				+ "Into a file or a pipe it writes once, unless --count says more.",
		footer = { "  daemonctl top", "  daemonctl top --interval 5 --count 12" })
class TopCommand extends DaemonCommand {

	private static final double NANOS = 1e9;

	@Option(names = "--interval", paramLabel = "SECONDS", defaultValue = "1", showDefaultValue = Visibility.ALWAYS,
			description = "From one look to the next.")
	private double interval;

	@Option(names = { "-n", "--count" }, paramLabel = "COUNT", description = "How often to show them.")
	private @Nullable Integer count;

	private Map<String, Sample> samples = new HashMap<>();

	TopCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() throws InterruptedException {
		if (!(this.interval >= 0.1 && this.interval <= 3600)) {
			throw usage("--interval is '%s'; it must be between 0.1 and 3600 seconds.".formatted(this.interval));
		}
		if (this.count != null && this.count < 1) {
			throw usage("--count is '%d'; it must be at least 1.".formatted(this.count));
		}
		int times = times();
		// The first look is what the second is compared with
		show(look().shown(), false);
		for (int shown = 0; shown < times; shown++) {
			TimeUnit.NANOSECONDS.sleep((long) (this.interval * NANOS));
			show(look().shown(), true);
		}
		return look().alive().isEmpty() ? ExitCodes.NO_DAEMON : ExitCodes.DONE;
	}

	private int times() {
		if (this.count != null) {
			return this.count;
		}
		return terminal().isInteractive() ? Integer.MAX_VALUE : 1;
	}

	private void show(List<FoundDaemon> daemons, boolean print) {
		Map<String, Sample> now = new HashMap<>();
		Table table = new Table("WORKER", "STATE", "PID", "CPU%", "RSS", "ITER/S", "ITERATIONS", "LAST", "LONGEST");
		for (FoundDaemon daemon : daemons) {
			for (WorkerView worker : daemon.workers()) {
				String key = daemon.file() + " " + worker.name();
				Sample sample = Sample.of(daemon, worker);
				now.put(key, sample);
				add(table, worker, sample, this.samples.get(key));
			}
		}
		this.samples = now;
		if (print) {
			terminal().clear();
			daemons.forEach((daemon) -> terminal()
				.line("%s  daemon %d %s".formatted(LocalTime.now().truncatedTo(ChronoUnit.SECONDS), daemon.pid(),
						terminal().paint(daemon.state().colour(), daemon.state().name()))));
			table.print(terminal());
			terminal().flush();
		}
	}

	private static void add(Table table, WorkerView worker, Sample sample, @Nullable Sample before) {
		long iterations = sample.iterations;
		table.add(worker.name(), new Cell(worker.state().name(), worker.colour()), worker.pid(),
				(before != null) ? sample.cpuPercent(before) : null, sample.resident(),
				(before != null) ? sample.rate(before) : null, iterations,
				(iterations > 0) ? Durations.fine(worker.slot().reported().lastNanos()) : null,
				(iterations > 0) ? Durations.fine(worker.slot().reported().longestNanos()) : null);
	}

	/**
	 * What was seen of a worker at one moment.
	 *
	 * @param nanos when that was
	 * @param pid the id of its process, or {@code null}
	 * @param iterations how many iterations it had completed
	 * @param use what its process used
	 */
	private record Sample(long nanos, @Nullable Long pid, long iterations, ProcessUse use) {

		static Sample of(FoundDaemon daemon, WorkerView worker) {
			return new Sample(System.nanoTime(), worker.pid(), worker.slot().reported().iterations(),
					ProcessUse.of(worker.pid(), daemon.pid()));
		}

		@Nullable String cpuPercent(Sample before) {
			if (this.use.cpu() == null || before.use.cpu() == null || this.pid == null
					|| !this.pid.equals(before.pid)) {
				return null;
			}
			return format(100 * this.use.cpu().minus(before.use.cpu()).toNanos() / seconds(before) / NANOS);
		}

		String rate(Sample before) {
			return format(Math.max(this.iterations - before.iterations, 0) / seconds(before));
		}

		@Nullable String resident() {
			Long kilobytes = this.use.residentKilobytes();
			return (kilobytes != null) ? "%dM".formatted(kilobytes / 1024) : null;
		}

		private double seconds(Sample before) {
			return (this.nanos - before.nanos) / NANOS;
		}

		private static String format(double value) {
			return String.format(Locale.ROOT, "%.1f", value);
		}

	}

}
