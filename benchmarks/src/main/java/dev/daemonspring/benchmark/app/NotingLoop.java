package dev.daemonspring.benchmark.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * A worker of several instances: works for some milliseconds, and notes in a file when
 * each iteration begins and ends, and with which total.
 */
class NotingLoop implements WorkerLoop {

	private static final Duration WORK = Duration.ofMillis(3);

	private final Path notes;

	private final WorkerContext context;

	NotingLoop(BenchmarkProperties properties, WorkerContext context) {
		this.notes = Path.of(properties.notes());
		this.context = context;
	}

	@Override
	public void loop() throws IOException {
		note("begin");
		LockSupport.parkNanos(WORK.toNanos());
		note("end");
	}

	private void note(String what) throws IOException {
		Files.writeString(this.notes,
				"%s %d %d %d %d%n".formatted(what, this.context.index(), this.context.total(),
						ProcessHandle.current().pid(), System.nanoTime()),
				StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

}
