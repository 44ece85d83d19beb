package dev.daemonspring.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;

import picocli.CommandLine.Command;

/**
 * Writes a script that starts the command line.
 */
@Command(name = "launcher", mixinStandardHelpOptions = true,
		description = "Writes a shell script 'daemonctl' that starts this "
				+ "jar, with an archive of classes by which it starts faster.",
		footerHeading = "%nExamples:%n",
		footer = "  java -jar daemon-cli.jar launcher > ~/bin/daemonctl && chmod +x ~/bin/daemonctl")
class LauncherCommand implements Callable<Integer> {

	private static final String SCRIPT = "daemonctl.sh";

	private static final String JAR = "@JAR@";

	private final CommandContext context;

	LauncherCommand(CommandContext context) {
		this.context = context;
	}

	@Override
	public Integer call() throws IOException, URISyntaxException {
		try (InputStream script = LauncherCommand.class.getResourceAsStream(SCRIPT)) {
			if (script == null) {
				throw new IOException("the script '%s' is missing".formatted(SCRIPT));
			}
			String text = new String(script.readAllBytes(), StandardCharsets.UTF_8);
			this.context.terminal().out().print(text.replace(JAR, quoted(jar().toString())));
		}
		return ExitCodes.DONE;
	}

	private static Path jar() throws URISyntaxException {
		URL location = LauncherCommand.class.getProtectionDomain().getCodeSource().getLocation();
		if (!"file".equals(location.getProtocol())) {
			throw new CommandLineException(ExitCodes.REFUSED,
					"The command line is in an application's jar, and 'java -Djarmode=daemonctl -jar' starts it."
							+ " A script is for 'daemon-cli.jar' of its own, as it is in 'lib' of the extracted application.");
		}
		return Path.of(location.toURI()).toAbsolutePath();
	}

	/**
	 * Return a text as the shell takes it literally.
	 */
	static String quoted(String text) {
		return "'" + text.replace("'", "'\\''") + "'";
	}

}
