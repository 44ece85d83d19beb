package dev.daemonspring.cli;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import dev.daemonspring.region.LogText;

/**
 * Calls a command of a worker.
 */
@Command(name = "send",
		description = "Calls a command of a worker and writes its result: a text as it is, anything else as JSON.",
		footer = { "  daemonctl send handyman changename '[\"b.txt\"]'",
				"  daemonctl send handyman changename '{\"to\": \"b.txt\"}'" })
class SendCommand extends DaemonCommand {

	@Parameters(index = "0", arity = "1", paramLabel = "WORKER", description = "The worker, or one instance.")
	private String name = "";

	@Parameters(index = "1", arity = "1", paramLabel = "COMMAND", description = "The command.")
	private String command = "";

	@Parameters(index = "2", arity = "0..1", paramLabel = "ARGUMENTS", defaultValue = "[]",
			description = "Its arguments as JSON: an array (by position) or an object (by name).")
	private String arguments = "[]";

	@Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "40", showDefaultValue = Visibility.ALWAYS,
			description = "How long to wait at most; the worker's 'command-timeout' applies as well.")
	private double timeout;

	@Option(names = "--json", description = "Write texts as JSON, too.")
	private boolean json;

	SendCommand(CommandContext context) {
		super(context);
	}

	@Override
	public Integer call() {
		Duration limit = Limits.seconds(this, this.timeout);
		Object args = arguments();
		FoundDaemon daemon = look().one(List.of(this.name));
		daemon.named(List.of(this.name));
		Object result = new ControlClient(daemon).call(limit, "worker.send", this.name, this.command, args);
		terminal().line((result instanceof String text && !this.json) ? LogText.escape(text) : Json.write(result));
		return ExitCodes.DONE;
	}

	private @Nullable Object arguments() {
		try {
			Object read = Json.read(this.arguments);
			if (read instanceof List<?> || read instanceof Map<?, ?>) {
				return read;
			}
		}
		catch (Json.JsonException ex) {
			// What follows says it
		}
		throw usage("The arguments are '%s'; they must be a JSON array or object, such as '[\"b.txt\"]'."
			.formatted(LogText.escape(this.arguments)));
	}

}
