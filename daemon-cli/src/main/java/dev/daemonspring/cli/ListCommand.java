package dev.daemonspring.cli;

import java.util.List;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import dev.daemonspring.cli.Table.Cell;

/**
 * Lists daemons.
 */
@Command(name = "list", description = "Lists the daemons of this user, also dead ones that have left something behind.",
		footer = { "  daemonctl list", "  daemonctl list --json" })
class ListCommand extends DaemonCommand {

	@Option(names = "--json", description = "Write JSON.")
	private boolean json;

	ListCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() {
		DaemonSelection selection = look();
		if (selection.found().isEmpty()) {
			throw selection.none();
		}
		if (this.json) {
			terminal().line(Json.write(StatusReport.toJson(selection.found(), List.of())));
		}
		else {
			print(selection);
			tellProblems(selection);
		}
		return selection.alive().isEmpty() ? ExitCodes.NO_DAEMON : ExitCodes.DONE;
	}

	private void print(DaemonSelection selection) {
		Table table = new Table("DAEMON", "STATE", "SINCE", "WORKERS", "REGION");
		for (FoundDaemon daemon : selection.found()) {
			table.add((daemon.pid() != 0) ? Long.valueOf(daemon.pid()) : null,
					new Cell(daemon.state().name(), daemon.state().colour()), StatusReport.age(daemon.started()),
					daemon.workerNames().isEmpty() ? null : String.join(",", daemon.workerNames()), daemon.file());
		}
		table.print(terminal());
	}

}
