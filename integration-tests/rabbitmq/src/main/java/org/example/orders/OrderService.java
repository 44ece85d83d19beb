package org.example.orders;

import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.amqp.rabbit.annotation.RabbitListener;
import org.springframework.stereotype.Service;

/**
 * Takes orders from the queue, and says how many it has.
 */
@Service
class OrderService {

	private final AtomicInteger taken = new AtomicInteger();

	@RabbitListener(queues = OrdersApplication.QUEUE)
	void take(String order) {
		this.taken.incrementAndGet();
	}

	int taken() {
		return this.taken.get();
	}

}
