package dev.daemonspring.cli;

import java.util.List;

/**
 * The commands.
 */
final class Commands {

	/**
	 * Their names, in the order in which they are shown.
	 */
	static final List<String> NAMES = List.of("list", "status", "check", "info", "top", "lives", "logs", "pause",
			"resume", "start", "stop", "restart", "run", "scale", "send", "shutdown", "completion", "launcher");

	private Commands() {
	}

	static Object create(String name, CommandContext context) {
		return switch (name) {
			case "list" -> new ListCommand(context);
			case "status" -> new StatusCommand(context);
			case "check" -> new CheckCommand(context);
			case "info" -> new InfoCommand(context);
			case "top" -> new TopCommand(context);
			case "lives" -> new LivesCommand(context);
			case "logs" -> new LogsCommand(context);
			case "pause" -> new PauseCommand(context);
			case "resume" -> new ResumeCommand(context);
			case "start" -> new StartCommand(context);
			case "stop" -> new StopCommand(context);
			case "restart" -> new RestartCommand(context);
			case "run" -> new RunCommand(context);
			case "scale" -> new ScaleCommand(context);
			case "send" -> new SendCommand(context);
			case "shutdown" -> new ShutdownCommand(context);
			case "completion" -> new CompletionCommand(context);
			case "launcher" -> new LauncherCommand(context);
			default -> throw new IllegalArgumentException("There is no command '" + name + "'");
		};
	}

}
