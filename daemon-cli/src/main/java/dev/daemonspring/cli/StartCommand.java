package dev.daemonspring.cli;

import java.util.List;

import picocli.CommandLine.Command;

/**
 * Starts workers that are stopped, failed or done.
 */
@Command(name = "start", description = "Starts workers that are stopped, failed or done.",
		footer = { "  daemonctl start handyman --wait", "  daemonctl start handyman#1" })
class StartCommand extends OrderCommand {

	StartCommand(CommandContext context) {
		super(context);
	}

	@Override
	String order() {
		return "start";
	}

	@Override
	boolean isDone(WorkerView worker, List<WorkerView> before) {
		return worker.isUp();
	}

}
