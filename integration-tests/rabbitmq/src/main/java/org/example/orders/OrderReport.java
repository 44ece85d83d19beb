package org.example.orders;

import org.springframework.amqp.rabbit.core.RabbitTemplate;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Depends on a bean that listens, and sends messages of its own.
 */
@Worker(name = "report", looptime = 1, forever = true)
class OrderReport implements WorkerLoop {

	static final String REPORTS = "reports";

	private final OrderService orders;

	private final RabbitTemplate template;

	OrderReport(OrderService orders, RabbitTemplate template) {
		this.orders = orders;
		this.template = template;
	}

	@Override
	public void loop() {
		this.template.convertAndSend(REPORTS, "orders taken here: " + this.orders.taken());
	}

}
