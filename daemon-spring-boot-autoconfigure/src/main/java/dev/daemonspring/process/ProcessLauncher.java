package dev.daemonspring.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.ProcessMark;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.ExhaustionMark;
import dev.daemonspring.region.PrivateFiles;
import dev.daemonspring.region.RegionDirectory;

/**
 * Starts worker processes, unassigned. Thread-safe; {@link #launch} takes as long as the
 * operating system takes to start a process.
 */
public final class ProcessLauncher implements ChildLauncher {

	private final JvmCommand jvmCommand;

	private final JvmEnvironment environment;

	private final ApplicationOrigin origin;

	private final Path region;

	private final Path argumentFile;

	private final ExhaustionMark exhaustion;

	private final Duration orphanTimeout;

	private final ClassData classData;

	private final boolean relaysOutput;

	private final ApplicationFiles files;

	private final OomKiller oomKiller;

	private final ProcessStarter starter = new ProcessStarter();

	private final DescendantReaper descendants = new DescendantReaper();

	private final ThreadPoolExecutor pipeWriters = pipeWriters();

	private volatile List<String> registered = List.of();

	/**
	 * Create a launcher.
	 * @param relaysOutput whether what processes write goes through {@code System.out} of
	 * this JVM and not to the output that it was started with
	 * @param oomKiller is to take these processes before the daemon
	 */
	public ProcessLauncher(JvmEnvironment environment, ApplicationOrigin origin, Path region, Duration orphanTimeout,
			ClassData classData, boolean relaysOutput, OomKiller oomKiller) {
		this.environment = environment;
		this.jvmCommand = new JvmCommand(environment);
		this.origin = origin;
		this.region = region;
		this.argumentFile = RegionDirectory.argumentFile(region);
		this.exhaustion = new ExhaustionMark(region);
		this.orphanTimeout = orphanTimeout;
		this.classData = classData;
		this.relaysOutput = relaysOutput;
		this.oomKiller = oomKiller;
		this.files = ApplicationFiles.of(environment.classPath().entries());
	}

	/**
	 * A thread for each pipe that is being written to: as long as processes read, one.
	 */
	private static ThreadPoolExecutor pipeWriters() {
		ThreadPoolExecutor writers = new ThreadPoolExecutor(1, Integer.MAX_VALUE, 10, TimeUnit.SECONDS,
				new SynchronousQueue<>(), (task) -> {
					Thread thread = new Thread(task, "daemon-control-pipe");
					thread.setDaemon(true);
					return thread;
				});
		writers.prestartCoreThread();
		return writers;
	}

	@Override
	public ChildProcess launch(String label, LaunchPlan plan, DaemonSlot scratch) throws IOException {
		this.files.check();
		writeArguments();
		ClassDataArchive archive = this.classData.archiveFor(plan);
		List<String> command = command(plan, archive);
		ProcessMark mark = ProcessMark.create();
		Process process = this.starter.start(builder(command, plan), mark);
		try {
			this.oomKiller.prefer(process.pid());
			if (this.relaysOutput) {
				OutputRelay.start(process);
			}
			ChildProcess child = new ChildProcess(process, new ControlPipe(process.getOutputStream(), this.pipeWriters),
					scratch, this.descendants.watch(process.toHandle(), mark), new FailedStartProbe(command),
					this.exhaustion, this.oomKiller);
			child.bootstrap(this.origin.bootstrap(label, this.region, scratch.index(), this.environment,
					this.orphanTimeout, this.registered));
			this.classData.launched(child, archive);
			return child;
		}
		catch (Throwable ex) {
			// Nobody would know of it
			process.destroyForcibly();
			throw ex;
		}
	}

	private void writeArguments() throws IOException {
		if (!Files.exists(this.argumentFile)) {
			PrivateFiles.write(this.argumentFile, this.jvmCommand.classPathArgument());
		}
	}

	private List<String> command(LaunchPlan plan, @Nullable ClassDataArchive archive) {
		List<String> jvm = (archive != null) ? this.jvmCommand.command(archive, plan)
				: this.jvmCommand.command(this.argumentFile.toString(), plan);
		String marking = this.exhaustion.option();
		if (marking != null) {
			jvm.add(1, marking);
		}
		return NiceCommand.of(plan.nice(), LaunchShell.isAvailable() ? LaunchShell.command(jvm) : jvm);
	}

	private ProcessBuilder builder(List<String> command, LaunchPlan plan) {
		ProcessBuilder builder = new ProcessBuilder(command);
		if (!this.relaysOutput) {
			builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
			builder.redirectError(ProcessBuilder.Redirect.INHERIT);
		}
		// Their options come from the daemon's JVM, without those that would collide
		WithheldVariables.removeFrom(builder.environment());
		FootprintOptions.variables(plan.footprint()).forEach(builder.environment()::putIfAbsent);
		return builder;
	}

	@Override
	public void tellRegistered(List<String> classes) {
		this.registered = List.copyOf(classes);
	}

	@Override
	public void begin() {
		this.classData.begin();
	}

	@Override
	public void check() {
		this.oomKiller.check();
		this.descendants.check();
	}

	@Override
	public void end() {
		this.classData.close();
	}

	@Override
	public void close() {
		end();
		this.descendants.close();
		this.pipeWriters.shutdown();
		try {
			Files.deleteIfExists(this.argumentFile);
			ExhaustionMark.clear(this.region);
		}
		catch (IOException ex) {
			// Holds no more than a class path
		}
	}

}
