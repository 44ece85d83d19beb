package dev.daemonspring.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The program without a command, which is a mistake.
 */
@Command(name = "daemonctl", mixinStandardHelpOptions = true, versionProvider = DaemonCtlCommand.Version.class,
		synopsisSubcommandLabel = "COMMAND", description = "Shows and controls the daemons of this user.",
		footerHeading = "%nExamples:%n",
		footer = { "  daemonctl status                    the workers of every daemon",
				"  daemonctl pause handyman --wait     returns when it is paused",
				"  daemonctl run handyman --wait       one iteration now, and how it ended",
				"  daemonctl check                     for health checks: 0, or 3 when a worker is not as wanted", "",
				"Exit codes: 0 done, 1 refused or failed, 2 usage, 3 not as wanted (checks only), 4 no daemon.",
				"'daemonctl COMMAND --help' describes a command." })
class DaemonCtlCommand implements Runnable {

	@Spec
	@SuppressWarnings("NullAway.Init")
	private CommandSpec spec;

	@Override
	public void run() {
		throw new ParameterException(this.spec.commandLine(), "Name a command.");
	}

	/**
	 * The version, from the manifest.
	 */
	static class Version implements IVersionProvider {

		@Override
		public String[] getVersion() {
			String version = DaemonCtl.class.getPackage().getImplementationVersion();
			return new String[] { "daemonctl " + ((version != null) ? version : "(unknown version)"),
					"picocli " + CommandLine.VERSION, "Java " + Runtime.version() };
		}

	}

}
