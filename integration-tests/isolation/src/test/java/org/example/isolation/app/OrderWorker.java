package org.example.isolation.app;

import org.example.isolation.Ledger;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

@Worker(name = "order", looptime = 3600, forever = true)
class OrderWorker implements WorkerLoop {

	private final JdbcTemplate jdbc;

	private final ApplicationEventPublisher events;

	private final Courier courier;

	OrderWorker(JdbcTemplate jdbc, ApplicationEventPublisher events, Courier courier, Surroundings.Shared shared,
			Surroundings.Connection connection) {
		this.jdbc = jdbc;
		this.events = events;
		this.courier = courier;
	}

	@Override
	public void spinup() {
		Ledger.write("order-spinup");
	}

	@Override
	public void loop() {
		this.jdbc.update("insert into orders (id) values (42)");
		this.events.publishEvent(new OrderPlaced());
		this.courier.send(Thread.currentThread());
		Ledger.write("order-loop");
	}

	@Override
	public void spindown() {
		Ledger.write("order-spindown");
	}

}
