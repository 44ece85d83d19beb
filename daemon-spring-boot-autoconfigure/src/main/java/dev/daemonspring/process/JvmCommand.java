package dev.daemonspring.process;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.child.WorkerMain;

/**
 * The command line of a worker process. It holds nothing that is secret, and of the class
 * path only a file's name, so that it is never too long.
 */
public final class JvmCommand {

	private static final String LAUNCHER = "org.springframework.boot.loader.launch.PropertiesLauncher";

	private static final DataSize INITIAL_HEAP = DataSize.ofMegabytes(16);

	private static final List<String> HEAP_OPTIONS = List.of("-Xms", "-Xmx", "-Xmn", "-XX:InitialHeapSize",
			"-XX:MaxHeapSize", "-XX:InitialRAMPercentage", "-XX:MaxRAM");

	private final JvmEnvironment environment;

	private final FootprintOptions footprintOptions;

	public JvmCommand(JvmEnvironment environment) {
		this(environment, FootprintOptions.ofThisJvm());
	}

	JvmCommand(JvmEnvironment environment, FootprintOptions footprintOptions) {
		this.environment = environment;
		this.footprintOptions = footprintOptions;
	}

	/**
	 * Return the command for a worker process.
	 * @param argumentFile a file that holds {@link #classPathArgument()}
	 * @param plan what the process is started with
	 * @return the command and its arguments
	 */
	List<String> command(String argumentFile, LaunchPlan plan) {
		List<String> command = new ArrayList<>();
		command.add(this.environment.java().toString());
		command.addAll(options(List.of(), plan));
		command.add("@" + argumentFile);
		ApplicationClassPath classPath = this.environment.classPath();
		if (classPath.isLaunched()) {
			if (classPath.loaderPath() != null) {
				command.add("-Dloader.path=" + classPath.loaderPath());
			}
			command.add("-Dloader.main=" + WorkerMain.class.getName());
			command.add(LAUNCHER);
		}
		else {
			command.add(WorkerMain.class.getName());
		}
		return command;
	}

	/**
	 * Return the command for a worker process that uses, or makes, an archive. On the
	 * archive's class path the application's classes need no launcher.
	 * @param archive the archive
	 * @param plan what the process is started with
	 * @return the command and its arguments
	 */
	public List<String> command(ClassDataArchive archive, LaunchPlan plan) {
		List<String> command = new ArrayList<>();
		command.add(this.environment.java().toString());
		command.addAll(options(archive.options(), plan));
		command.add("@" + archive.argumentFile());
		command.add(WorkerMain.class.getName());
		return command;
	}

	/**
	 * Return the command for a JVM that runs nothing, but is like a worker process in
	 * what determines the layout of its heap.
	 * @param own options of the daemon's choice, the garbage collector among them
	 * @param plan what the worker process is started with
	 * @return the command and its arguments
	 */
	public List<String> bare(List<String> own, LaunchPlan plan) {
		List<String> command = new ArrayList<>();
		command.add(this.environment.java().toString());
		options(List.of(), plan).stream()
			.filter((option) -> sizesHeap(option) || option.matches("-XX:.UseCompressed.*|-XX:ObjectAlignment.*"))
			.forEach(command::add);
		command.addAll(own);
		return command;
	}

	/**
	 * Return the options for the JVM of a worker process.
	 * @param own options of the daemon's choice
	 * @param plan what the process is started with; options that were configured come
	 * last and so win
	 * @return the options
	 */
	public List<String> options(List<String> own, LaunchPlan plan) {
		List<String> jvmArgs = plan.jvmArgs();
		DataSize maxHeap = maxHeap(plan);
		List<String> command = new ArrayList<>(Inheritance.options(this.environment.options()));
		command.addAll(own);
		command.add("-XX:+ExitOnOutOfMemoryError");
		if (jvmArgs.stream().noneMatch((option) -> option.matches("-XX:\\+Use\\w+GC"))) {
			command.add("-XX:+UseSerialGC");
		}
		if (jvmArgs.stream().noneMatch(JvmCommand::sizesHeap)) {
			command.add("-Xms" + initialHeap(maxHeap).toBytes());
		}
		if (maxHeap != null) {
			command.add("-Xmx" + maxHeap.toBytes());
		}
		command.addAll(this.footprintOptions.options(plan.footprint(), jvmArgs));
		command.addAll(jvmArgs);
		return command;
	}

	/**
	 * A heap that the options size in any way is left to them: a limit of ours could
	 * contradict them, and such a JVM does not start.
	 */
	private @Nullable DataSize maxHeap(LaunchPlan plan) {
		boolean sized = plan.maxHeap() != null || plan.jvmArgs().stream().anyMatch(JvmCommand::sizesHeap);
		return sized ? plan.maxHeap() : this.environment.heap();
	}

	/**
	 * The JVM's own initial heap, a 64th of the machine's memory, is more than most
	 * workers ever need; one that needs more grows.
	 */
	private static DataSize initialHeap(@Nullable DataSize maxHeap) {
		return (maxHeap != null && maxHeap.compareTo(INITIAL_HEAP) < 0) ? maxHeap : INITIAL_HEAP;
	}

	public static boolean sizesHeap(String option) {
		return HEAP_OPTIONS.stream().anyMatch(option::startsWith);
	}

	/**
	 * Return the class path as an argument file of the {@code java} command has it.
	 * @return the content of the file
	 * @see <a href=
	 * "https://docs.oracle.com/en/java/javase/17/docs/specs/man/java.html#java-command-line-argument-files">java
	 * command-line argument files</a>
	 */
	String classPathArgument() {
		return classPathArgument(this.environment.classPath().entries());
	}

	public static String classPathArgument(String classPath) {
		String escaped = classPath.replace("\\", "\\\\").replace("\"", "\\\"");
		return "-cp\n\"" + escaped + "\"\n";
	}

}
