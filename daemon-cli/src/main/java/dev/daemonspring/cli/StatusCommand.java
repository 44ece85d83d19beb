package dev.daemonspring.cli;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Shows workers.
 */
@Command(name = "status",
		description = "Shows the workers, as the status region tells. Asks nobody, so that it also "
				+ "tells of a daemon that hangs or is dead.",
		footer = { "  daemonctl status", "  daemonctl status handyman --json",
				"  daemonctl status --check && echo all is well" })
class StatusCommand extends DaemonCommand {

	@Parameters(arity = "0..*", paramLabel = "WORKER", description = "Names of workers or instances; all when absent.")
	private List<String> names = new ArrayList<>();

	@Option(names = "--json", description = "Write JSON.")
	private boolean json;

	@Option(names = "--check", description = "Exit with 3 when a worker is not as wanted, or a daemon hangs.")
	private boolean check;

	StatusCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() {
		DaemonSelection selection = look();
		List<FoundDaemon> shown = selection.shown();
		requireKnown(shown);
		if (this.json) {
			terminal().line(Json.write(StatusReport.toJson(shown, this.names)));
		}
		else {
			new StatusReport(terminal()).print(shown, this.names);
			tellProblems(selection);
		}
		if (selection.alive().isEmpty()) {
			return ExitCodes.NO_DAEMON;
		}
		return (this.check && !new DaemonCheck(shown, this.names).complaints().isEmpty()) ? ExitCodes.NOT_AS_WANTED
				: ExitCodes.DONE;
	}

	private void requireKnown(List<FoundDaemon> daemons) {
		for (String name : this.names) {
			if (daemons.stream().noneMatch((daemon) -> daemon.has(name))) {
				daemons.get(0).named(List.of(name));
			}
		}
	}

}
