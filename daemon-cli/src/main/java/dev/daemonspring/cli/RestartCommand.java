package dev.daemonspring.cli;

import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Restarts workers.
 */
@Command(name = "restart",
		description = "Restarts workers at the end of their iterations, all at once or, with --rolling, "
				+ "one after the other: a process boots before that of an instance ends.",
		footer = { "  daemonctl restart handyman", "  daemonctl restart handyman --rolling --wait --timeout 300" })
class RestartCommand extends OrderCommand {

	@Option(names = "--rolling", description = "One instance after the other.")
	private boolean rolling;

	RestartCommand(CommandContext context) {
		super(context);
	}

	@Override
	String order() {
		return "restart";
	}

	@Override
	@Nullable Object give(ControlClient client, String name) {
		return this.rolling ? client.call(ControlClient.ANSWER, "worker.restart", name, true)
				: super.give(client, name);
	}

	@Override
	boolean isDone(WorkerView worker, List<WorkerView> before) {
		return before.stream()
			.filter((former) -> former.name().equals(worker.name()))
			.allMatch((former) -> worker.isUp() && worker.life() > former.life());
	}

}
