package org.example.devtime;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Counts what is in stock, in the database.
 */
@Worker(looptime = 1, forever = true)
class StockTaker implements WorkerLoop {

	private final JdbcClient database;

	private final String warehouse;

	private int counted;

	StockTaker(JdbcClient database, @Value("${stock.warehouse:none}") String warehouse) {
		this.database = database;
		this.warehouse = warehouse;
	}

	@Override
	public void loop() {
		this.counted = this.database.sql("select count(*) from stock").query(Integer.class).single();
	}

	@WorkerCommand("count")
	String count() {
		return this.counted + " in " + this.warehouse;
	}

}
