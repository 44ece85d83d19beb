package dev.daemonspring.cli;

import java.util.List;

import picocli.CommandLine.Command;

import dev.daemonspring.worker.WorkerState;

/**
 * Lets paused workers iterate again, at once.
 */
@Command(name = "resume", description = "Lets paused workers iterate again, at once.",
		footer = { "  daemonctl resume handyman", "  daemonctl resume --all --wait" })
class ResumeCommand extends OrderCommand {

	ResumeCommand(CommandContext context) {
		super(context);
	}

	@Override
	String order() {
		return "resume";
	}

	@Override
	boolean isDone(WorkerView worker, List<WorkerView> before) {
		return worker.state() == WorkerState.LOOPING || worker.state() == WorkerState.DONE;
	}

}
