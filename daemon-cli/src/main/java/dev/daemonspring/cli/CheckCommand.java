package dev.daemonspring.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Checks workers, for machines.
 */
@Command(name = "check",
		description = "Exits with 0 when every worker is as wanted, with 3 when one is not or its daemon "
				+ "hangs, with 4 when there is no daemon. For health checks of containers, and for monitoring.",
		footer = { "  daemonctl check", "  daemonctl check handyman copy" })
class CheckCommand extends DaemonCommand {

	@Parameters(arity = "0..*", paramLabel = "WORKER", description = "Names of workers or instances; all when absent.")
	private List<String> names = new ArrayList<>();

	@Option(names = "--json", description = "Write JSON.")
	private boolean json;

	CheckCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() {
		DaemonSelection selection = look();
		List<FoundDaemon> alive = selection.alive();
		if (alive.isEmpty()) {
			throw selection.none();
		}
		List<String> complaints = new ArrayList<>(new DaemonCheck(alive, this.names).complaints());
		this.names.stream()
			.filter((name) -> alive.stream().noneMatch((daemon) -> daemon.has(name)))
			.forEach((name) -> complaints.add("there is no worker '%s'".formatted(name)));
		if (this.json) {
			Map<String, @Nullable Object> result = new LinkedHashMap<>();
			result.put("asWanted", complaints.isEmpty());
			result.put("complaints", complaints);
			terminal().line(Json.write(result));
		}
		else if (complaints.isEmpty()) {
			terminal().line("All workers are as wanted");
		}
		else {
			complaints.forEach(terminal()::line);
		}
		return complaints.isEmpty() ? ExitCodes.DONE : ExitCodes.NOT_AS_WANTED;
	}

}
