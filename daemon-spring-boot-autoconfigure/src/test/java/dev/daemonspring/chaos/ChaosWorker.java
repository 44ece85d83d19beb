package dev.daemonspring.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Writes a diary of its life and goes down in the way that it is told to.
 */
class ChaosWorker implements WorkerLoop {

	private final Path diary;

	private final WorkerContext context;

	private final ChaosEnd end;

	private final UUID life = UUID.randomUUID();

	private String fault = "";

	private boolean hangs;

	ChaosWorker(Path diary, WorkerContext context, ChaosEnd end) {
		this.diary = diary;
		this.context = context;
		this.end = end;
	}

	@Override
	public void spinup() throws IOException {
		write("spinup");
	}

	@Override
	public void loop() throws Exception {
		switch (this.fault) {
			case "throw" -> throw new IllegalStateException("thrown by chaos");
			case "exit" -> System.exit(42);
			case "halt" -> Runtime.getRuntime().halt(43);
			case "spin" -> spin();
			case "overflow" -> overflow(0);
			case "exhaust" -> exhaust();
			case "hook" -> {
				Runtime.getRuntime().addShutdownHook(new Thread(ChaosEnd::hang));
				System.exit(44);
			}
			default -> this.context.progress();
		}
	}

	private void spin() {
		while (!this.fault.isEmpty()) {
			Thread.onSpinWait();
		}
	}

	private int overflow(int depth) {
		return overflow(depth + 1) + 1;
	}

	private void exhaust() {
		List<byte[]> hoard = new ArrayList<>();
		while (!this.fault.isEmpty()) {
			hoard.add(new byte[1024 * 1024]);
		}
	}

	@Override
	public void spindown() throws IOException {
		write("spindown");
		if (this.hangs) {
			ChaosEnd.hang();
		}
	}

	@WorkerCommand
	String fault(String kind) {
		this.fault = kind;
		return kind;
	}

	/**
	 * Do what harms only at the end, if at all.
	 */
	@WorkerCommand
	String burden(String with) throws IOException, InterruptedException {
		switch (with) {
			case "spindown" -> hang();
			case "destroy" -> this.end.hangs(true);
			default -> ChaosSubprocess.valueOf(with).start(this.diary.getParent().toString());
		}
		return with;
	}

	private void hang() {
		this.hangs = true;
	}

	@WorkerCommand
	long count(long id) throws IOException {
		write("command " + id);
		return id;
	}

	private void write(String line) throws IOException {
		Files.writeString(this.diary, line + " " + this.life + "\n", StandardOpenOption.CREATE,
				StandardOpenOption.APPEND);
	}

}
