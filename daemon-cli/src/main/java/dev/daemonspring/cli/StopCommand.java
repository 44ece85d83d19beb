package dev.daemonspring.cli;

import java.util.List;

import picocli.CommandLine.Command;

import dev.daemonspring.worker.WorkerState;

/**
 * Stops workers at the end of their iterations.
 */
@Command(name = "stop",
		description = "Stops workers at the end of their iterations. They stay stopped until they are started.",
		footer = { "  daemonctl stop handyman --wait", "  daemonctl stop handyman#1" })
class StopCommand extends OrderCommand {

	StopCommand(CommandContext context) {
		super(context);
	}

	@Override
	String order() {
		return "stop";
	}

	@Override
	boolean isDone(WorkerView worker, List<WorkerView> before) {
		return worker.state() == WorkerState.STOPPED;
	}

}
