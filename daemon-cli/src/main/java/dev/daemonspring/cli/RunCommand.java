package dev.daemonspring.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.daemonspring.cli.Terminal.Colour;
import dev.daemonspring.region.LogText;

/**
 * Runs an iteration.
 */
@Command(name = "run", description = "Runs one iteration of a worker now, also while it is paused.",
		footer = { "  daemonctl run handyman                       returns when the iteration is queued",
				"  daemonctl run handyman --wait --timeout 300  how it ended, and how long it took" })
class RunCommand extends DaemonCommand {

	@Parameters(arity = "1", paramLabel = "WORKER", description = "The worker or, with --wait, one instance.")
	private String name = "";

	@Option(names = "--wait", description = "Wait for the end of the iteration. Exits with 1 if it fails.")
	private boolean wait;

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60", showDefaultValue = Visibility.ALWAYS,
			description = "How long to wait at most.")
	private double timeout;

	@Option(names = "--json", description = "Write JSON, as 'worker.run' answers.")
	private boolean json;

	RunCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() {
		Duration limit = Limits.seconds(this, this.timeout);
		FoundDaemon daemon = look().one(List.of(this.name));
		daemon.named(List.of(this.name));
		ControlClient client = new ControlClient(daemon);
		@Nullable Object result = this.wait
				? client.call(limit.plus(ControlClient.ANSWER), "worker.run", this.name,
						Durations.seconds(limit.toNanos()))
				: client.call(ControlClient.ANSWER, "worker.run", this.name);
		if (this.json) {
			terminal().line(Json.write(result));
		}
		if (result instanceof Map<?, ?> iteration) {
			return report(iteration);
		}
		boolean queued = Boolean.TRUE.equals(result);
		if (!queued) {
			terminal().error("Worker '%s' does not run: it is stopped, failed or done.".formatted(this.name));
		}
		else if (!this.json) {
			terminal().line("%s: an iteration is queued".formatted(this.name));
		}
		return queued ? ExitCodes.DONE : ExitCodes.REFUSED;
	}

	private int report(Map<?, ?> iteration) {
		boolean succeeded = "SUCCEEDED".equals(iteration.get("outcome"));
		if (!this.json) {
			String outcome = terminal().paint(succeeded ? Colour.GOOD : Colour.BAD,
					LogText.escape(String.valueOf(iteration.get("outcome"))));
			terminal().line("%s: %s in %s".formatted(this.name, outcome, length(iteration.get("length"))));
			if (iteration.get("error") != null) {
				terminal().error(LogText.escape(String.valueOf(iteration.get("error"))));
			}
		}
		return succeeded ? ExitCodes.DONE : ExitCodes.REFUSED;
	}

	private static String length(@Nullable Object seconds) {
		return (seconds instanceof Number number)
				? Durations.fine(new BigDecimal(number.toString()).movePointRight(9).longValue()) : "?";
	}

}
