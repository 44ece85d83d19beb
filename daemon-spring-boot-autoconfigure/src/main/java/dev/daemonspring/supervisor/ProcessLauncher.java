package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import dev.daemonspring.child.Birth;
import dev.daemonspring.region.DaemonSlot;

/**
 * Starts worker processes, unassigned. Thread-safe; {@link #launch} takes as long as the
 * operating system takes to start a process.
 */
final class ProcessLauncher implements ChildLauncher {

	private final JvmCommand jvmCommand;

	private final JvmEnvironment environment;

	private final ApplicationOrigin origin;

	private final Path region;

	private final Path argumentFile;

	private final Duration orphanTimeout;

	ProcessLauncher(JvmEnvironment environment, ApplicationOrigin origin, Path region, Duration orphanTimeout) {
		this.environment = environment;
		this.jvmCommand = new JvmCommand(environment);
		this.origin = origin;
		this.region = region;
		this.argumentFile = argumentFile(region);
		this.orphanTimeout = orphanTimeout;
	}

	static Path argumentFile(Path region) {
		return region.resolveSibling(region.getFileName() + ".args");
	}

	@Override
	public ChildProcess launch(String label, LaunchPlan plan, DaemonSlot scratch) throws IOException {
		if (!Files.exists(this.argumentFile)) {
			Files.writeString(this.argumentFile, this.jvmCommand.classPathArgument());
		}
		List<String> command = new ArrayList<>();
		if (plan.nice() != null) {
			command.addAll(List.of("nice", "-n", plan.nice().toString()));
		}
		command.addAll(this.jvmCommand.command(this.argumentFile.toString(), plan.jvmArgs(), plan.maxHeap()));
		ProcessBuilder builder = new ProcessBuilder(command);
		builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
		builder.redirectError(ProcessBuilder.Redirect.INHERIT);
		// Their options come from the daemon's JVM, without those that would collide
		builder.environment().remove("JAVA_TOOL_OPTIONS");
		builder.environment().remove("JDK_JAVA_OPTIONS");
		Process process = builder.start();
		ChildProcess child = new ChildProcess(process, scratch);
		Birth birth = new Birth(label, this.region.toString(), scratch.index(),
				Inheritance.systemProperties(this.environment.systemProperties()), this.origin.mainClass(),
				this.origin.sources(), this.origin.arguments(), this.origin.properties(), this.orphanTimeout);
		child.bear(birth);
		return child;
	}

	@Override
	public void close() {
		try {
			Files.deleteIfExists(this.argumentFile);
		}
		catch (IOException ex) {
			// Holds no more than a class path
		}
	}

}
