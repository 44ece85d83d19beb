package dev.daemonspring.host;

import java.nio.file.Files;
import java.nio.file.Path;

import dev.daemonspring.process.WorkerConfigurationException;

/**
 * The Java runtime of this process, with which worker processes are started, too. Images
 * that were made small may lack what that needs.
 */
public final class JavaRuntime {

	static final String MECHANISM = "jdk.lang.Process.launchMechanism";

	private final Path home;

	private final String mechanism;

	private final boolean linux;

	JavaRuntime(Path home, String mechanism, boolean linux) {
		this.home = home;
		this.mechanism = mechanism;
		this.linux = linux;
	}

	/**
	 * Return the runtime of this process.
	 */
	public static JavaRuntime ofThisProcess() {
		return new JavaRuntime(Path.of(System.getProperty("java.home")), System.getProperty(MECHANISM, ""),
				System.getProperty("os.name", "").startsWith("Linux"));
	}

	/**
	 * Check that processes can be started.
	 * @throws WorkerConfigurationException when something is missing
	 */
	public void requireForProcesses() {
		if (!this.linux) {
			return;
		}
		Path java = this.home.resolve("bin").resolve("java");
		if (!Files.isExecutable(java)) {
			throw new WorkerConfigurationException(
					"Worker processes can't be started, because the Java runtime has no program '%s'%s.".formatted(java,
							Files.exists(java) ? " that may be executed" : ""),
					"Use a runtime with its programs: 'jlink' without '--strip-native-commands', and for 'jpackage' one that was"
							+ " made so, by '--runtime-image'. Or set 'daemon.isolation' to 'thread' to do without processes.");
		}
		Path helper = this.home.resolve("lib").resolve("jspawnhelper");
		boolean needed = this.mechanism.isEmpty() || this.mechanism.equalsIgnoreCase("POSIX_SPAWN");
		if (needed && !Files.isExecutable(helper)) {
			throw new WorkerConfigurationException(
					"Worker processes can't be started, because the program '%s', through which Java starts processes, %s."
						.formatted(helper, Files.exists(helper) ? "may not be executed" : "does not exist"),
					"Make it executable in the image ('chmod 755'), or start the application with '-D%s=VFORK', which does without it."
						.formatted(MECHANISM));
		}
	}

}
