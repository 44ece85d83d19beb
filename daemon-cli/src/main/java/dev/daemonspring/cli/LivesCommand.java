package dev.daemonspring.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.daemonspring.region.LifeReader;
import dev.daemonspring.region.LifeRecord;
import dev.daemonspring.region.LogText;

/**
 * Shows the lives of workers.
 */
@Command(name = "lives",
		description = "Shows the last lives of workers: when each process began and ended, and why. They are "
				+ "read from a file that outlives the daemon.",
		footer = { "  daemonctl lives handyman", "  daemonctl lives --json" })
class LivesCommand extends DaemonCommand {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
		.withZone(ZoneId.systemDefault());

	@Parameters(arity = "0..*", paramLabel = "WORKER", description = "Names of workers or instances; all when absent.")
	private List<String> names = new ArrayList<>();

	@Option(names = "--json", description = "Write JSON.")
	private boolean json;

	LivesCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() throws IOException {
		DaemonSelection selection = look();
		FoundDaemon daemon = selection.alive().isEmpty() ? selection.shown().get(0) : selection.one(this.names);
		Map<String, Object> all = new LinkedHashMap<>();
		for (WorkerView worker : daemon.named(this.names)) {
			List<LifeRecord> lives = lives(daemon, worker);
			if (this.json) {
				all.put(worker.name(), lives.stream().map((life) -> toJson(daemon, worker, life)).toList());
			}
			else {
				print(daemon, worker, lives);
			}
		}
		if (this.json) {
			terminal().line(Json.write(all));
		}
		return daemon.state().isAlive() ? ExitCodes.DONE : ExitCodes.NO_DAEMON;
	}

	/**
	 * Return the lives of a worker, the latest first.
	 */
	private static List<LifeRecord> lives(FoundDaemon daemon, WorkerView worker) throws IOException {
		List<LifeRecord> lives = new ArrayList<>(
				LifeReader.find(daemon.directory(), worker.name(), worker.slot().reported().pid()));
		Collections.reverse(lives);
		return lives;
	}

	private void print(FoundDaemon daemon, WorkerView worker, List<LifeRecord> lives) {
		if (lives.isEmpty()) {
			terminal().line(worker.name()
					+ ": no life is known. None is kept in tests, or where 'daemon.directory' can't" + " be written.");
			return;
		}
		Table table = new Table("WORKER", "LIFE", "STARTED", "LASTED", "PID", "START", "END", "EXIT", "ITERATIONS",
				"LONGEST", "ERROR");
		for (LifeRecord life : lives) {
			boolean runs = isRunning(daemon, worker, life);
			long end = runs ? System.currentTimeMillis() : life.ended();
			table.add(worker.name(), life.number(), TIME.format(Instant.ofEpochMilli(life.started())),
					(end > 0) ? Durations.coarse(Duration.ofMillis(end - life.started())) : null, life.pid(),
					LifeWords.start(life.start()), reason(daemon, worker, life), text(life.exit()),
					runs ? null : life.iterations(),
					(life.longestNanos() > 0) ? Durations.fine(life.longestNanos()) : null, text(life.error()));
		}
		table.print(terminal());
	}

	private static boolean isRunning(FoundDaemon daemon, WorkerView worker, LifeRecord life) {
		return life.ended() == 0 && daemon.state().isAlive() && life.pid() == worker.slot().reported().pid();
	}

	/**
	 * Return why a life ended, or {@code null} if it has not.
	 */
	private static @Nullable String reason(FoundDaemon daemon, WorkerView worker, LifeRecord life) {
		if (life.ended() == 0) {
			return isRunning(daemon, worker, life) ? null : LifeWords.DAEMON_DIED;
		}
		return LifeWords.reason(life.reason());
	}

	private static Map<String, @Nullable Object> toJson(FoundDaemon daemon, WorkerView worker, LifeRecord life) {
		boolean runs = isRunning(daemon, worker, life);
		Map<String, @Nullable Object> json = new LinkedHashMap<>();
		json.put("number", life.number());
		json.put("started", Instant.ofEpochMilli(life.started()));
		json.put("ended", (life.ended() > 0) ? Instant.ofEpochMilli(life.ended()) : null);
		json.put("pid", life.pid());
		json.put("start", LifeWords.start(life.start()));
		json.put("reason", reason(daemon, worker, life));
		json.put("exitCode", (life.ended() > 0 && life.exitCode() >= 0) ? Integer.valueOf(life.exitCode()) : null);
		json.put("exit", text(life.exit()));
		json.put("error", text(life.error()));
		json.put("iterations", runs ? null : life.iterations());
		json.put("longestIteration", Durations.seconds(Math.max(life.longestNanos(), 0)));
		return json;
	}

	private static @Nullable String text(@Nullable String text) {
		return (text != null) ? LogText.escape(text) : null;
	}

}
