package dev.daemonspring.processes;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Starts processes of its own, and hangs at its end when it is told to.
 */
class SubprocessWorker implements WorkerLoop {

	private final WorkerContext context;

	private String end = "";

	SubprocessWorker(WorkerContext context) {
		this.context = context;
	}

	@Override
	public void loop() {
		switch (this.end) {
			case "exit" -> {
				Runtime.getRuntime().addShutdownHook(new Thread(SubprocessWorker::hang));
				System.exit(76);
			}
			case "stop" -> this.context.stop();
			case "halt" -> Runtime.getRuntime().halt(0);
			case "halt 3" -> Runtime.getRuntime().halt(3);
			case "exit 3" -> System.exit(3);
			case "exhaust" -> exhaust();
			default -> this.context.progress();
		}
	}

	@Override
	public void spindown() {
		if (this.end.equals("stop")) {
			hang();
		}
	}

	private static void exhaust() {
		List<byte[]> memory = new ArrayList<>();
		while (true) {
			memory.add(new byte[1024 * 1024]);
		}
	}

	private static void hang() {
		while (true) {
			try {
				new CountDownLatch(1).await();
			}
			catch (InterruptedException ex) {
				// Hangs all the same
			}
		}
	}

	@WorkerCommand
	void end(String how) {
		this.end = how;
	}

	/**
	 * Run what reads its standard input to the end.
	 */
	@WorkerCommand
	int cat() throws IOException, InterruptedException {
		Process process = new ProcessBuilder("cat").inheritIO().start();
		return process.waitFor(10, TimeUnit.SECONDS) ? process.exitValue() : -1;
	}

	@WorkerCommand
	int read() throws IOException {
		return System.in.read();
	}

	@WorkerCommand
	void spawn(String script) throws IOException, InterruptedException {
		new ProcessBuilder("sh", "-c", script).inheritIO().start();
	}

}
