package dev.daemonspring.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.daemonspring.region.LogText;

/**
 * Shows all that is known of workers.
 */
@Command(name = "info", description = "Shows all that is known of workers. Where the daemon does not answer, what its "
		+ "status region tells.", footer = { "  daemonctl info handyman", "  daemonctl info --json" })
class InfoCommand extends DaemonCommand {

	private static final Duration LIMIT = Duration.ofSeconds(5);

	@Parameters(arity = "0..*", paramLabel = "WORKER", description = "Names of workers or instances; all when absent.")
	private List<String> names = new ArrayList<>();

	@Option(names = "--json", description = "Write JSON.")
	private boolean json;

	InfoCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() {
		DaemonSelection selection = look();
		FoundDaemon daemon = selection.alive().isEmpty() ? selection.shown().get(0) : selection.one(this.names);
		Map<String, Object> workers = new LinkedHashMap<>();
		for (WorkerView worker : daemon.named(this.names)) {
			workers.put(worker.name(), (daemon.state() == DaemonState.RUNNING) ? ask(daemon, worker) : worker.toJson());
		}
		if (this.json) {
			terminal().line(Json.write(workers));
		}
		else {
			workers.values().forEach((worker) -> print((Map<?, ?>) worker));
		}
		return daemon.state().isAlive() ? ExitCodes.DONE : ExitCodes.NO_DAEMON;
	}

	private Object ask(FoundDaemon daemon, WorkerView worker) {
		try {
			Object info = new ControlClient(daemon).call(LIMIT, "worker.info", worker.name());
			return (info instanceof Map<?, ?>) ? info : worker.toJson();
		}
		catch (CommandLineException ex) {
			terminal().error(ex.getMessage() + " What follows is what the status region tells.");
			return worker.toJson();
		}
	}

	private void print(Map<?, ?> worker) {
		int width = worker.keySet().stream().mapToInt((key) -> String.valueOf(key).length()).max().orElse(0);
		worker.forEach((key, value) -> {
			if (value != null) {
				terminal().line(("%-" + width + "s  %s").formatted(key, text(value)));
			}
		});
		terminal().line("");
	}

	private static String text(@Nullable Object value) {
		return (value instanceof String text) ? LogText.escape(text) : Json.write(value);
	}

}
