package org.example.isolation.crew;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.example.isolation.Ledger;

import dev.daemonspring.worker.WorkerLoop;

/**
 * Writes into the ledger what it does. Where there is a file {@code together}, it does
 * not end its {@code spindown()} before all others have begun theirs.
 */
class Hand implements WorkerLoop {

	private final String name;

	private final int size;

	Hand(String name, int size) {
		this.name = name;
		this.size = size;
	}

	@Override
	public void spinup() {
		Ledger.write(this.name + "-spinup");
	}

	@Override
	public void loop() {
		Ledger.write(this.name + "-loop");
	}

	@Override
	public void spindown() throws InterruptedException {
		Ledger.write(this.name + "-spindown");
		while (Files.exists(Path.of("together")) && begun() < this.size) {
			TimeUnit.MILLISECONDS.sleep(5);
		}
		Ledger.write(this.name + "-end");
	}

	private long begun() {
		return Ledger.of(Path.of("")).lines().stream().filter((line) -> line.contains("-spindown ")).distinct().count();
	}

}
