package dev.daemonspring.cli;

import java.util.List;

import picocli.CommandLine.Command;

import dev.daemonspring.worker.WorkerState;

/**
 * Pauses workers at the end of their iterations.
 */
@Command(name = "pause", description = "Pauses workers at the end of their iterations. A pause lasts across restarts.",
		footer = { "  daemonctl pause handyman --wait", "  daemonctl pause --all" })
class PauseCommand extends OrderCommand {

	PauseCommand(CommandContext context) {
		super(context);
	}

	@Override
	String order() {
		return "pause";
	}

	@Override
	boolean isDone(WorkerView worker, List<WorkerView> before) {
		return worker.state() == WorkerState.PAUSED;
	}

}
