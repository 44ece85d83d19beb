package org.example.counting;

import java.io.IOException;

import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Counts in an account too, under the fencing token of its lease.
 */
class Teller implements WorkerLoop {

	private final Counter counter;

	private final Account account;

	private final WorkerContext context;

	Teller(Counter counter, Account account, WorkerContext context) {
		this.counter = counter;
		this.account = account;
		this.context = context;
	}

	@Override
	public void spinup() throws IOException {
		this.counter.spinup();
	}

	@Override
	public void loop() throws IOException, InterruptedException {
		this.counter.loop();
		this.account.deposit(this.context.fencingToken());
	}

	@Override
	public void spindown() throws IOException {
		this.counter.spindown();
	}

}
