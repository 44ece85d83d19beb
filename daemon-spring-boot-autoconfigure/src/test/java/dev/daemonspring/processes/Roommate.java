package dev.daemonspring.processes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.springframework.core.env.Environment;

import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Tells who and where it is, leaves a file when it spins down, and goes down as it is
 * told to.
 */
class Roommate implements WorkerLoop {

	private final WorkerContext context;

	private final Path directory;

	private String fault = "";

	Roommate(WorkerContext context, Environment environment) {
		this.context = context;
		this.directory = Path.of(environment.getRequiredProperty("sharing.directory"));
	}

	@Override
	public void loop() throws Exception {
		switch (this.fault) {
			case "throw" -> throw new IllegalStateException(this.context.name() + " was told to throw");
			case "exit" -> System.exit(42);
			case "wait" -> new CountDownLatch(1).await();
			default -> this.context.progress();
		}
	}

	@Override
	public void spindown() throws Exception {
		Files.createFile(this.directory.resolve(this.context.name() + "-" + System.identityHashCode(this)));
	}

	@WorkerCommand
	List<String> tell() {
		return List.of(this.context.name(), Thread.currentThread().getName(),
				Integer.toString(System.identityHashCode(this)));
	}

	@WorkerCommand(concurrent = true)
	String name() {
		return this.context.name();
	}

	@WorkerCommand
	void fail(String how) {
		this.fault = how;
	}

}
