package org.example.isolation.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.example.isolation.Ledger;

import dev.daemonspring.worker.Worker;

/**
 * Suffers what a file tells it to.
 */
@Worker(name = "victim", looptime = 50, timeUnit = TimeUnit.MILLISECONDS, forever = true)
class Victim extends FaultApplication.Recorded {

	private static final Path FAULT = Path.of("fault");

	private final List<byte[]> memory = new ArrayList<>();

	Victim() {
		super("victim");
	}

	@Override
	public void spinup() throws Exception {
		FaultApplication.awaitAbsent("spinup");
		Ledger.write("victim-spinup");
	}

	@Override
	public void loop() throws IOException {
		if (!Files.exists(FAULT)) {
			return;
		}
		String fault = Files.readString(FAULT);
		Files.delete(FAULT);
		switch (fault) {
			case "exit" -> System.exit(3);
			case "halt" -> Runtime.getRuntime().halt(9);
			case "recursion" -> recurse(1);
			case "heap" -> exhaustHeap();
			default -> throw new IllegalArgumentException("Nobody knows how to '" + fault + "'");
		}
	}

	private int recurse(int depth) {
		return recurse(depth + 1) + 1;
	}

	private void exhaustHeap() {
		while (true) {
			this.memory.add(new byte[1024 * 1024]);
		}
	}

}
