package org.example.orders;

import org.springframework.amqp.core.Queue;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * An application that consumes a queue, and whose worker depends on the consumer's bean.
 */
@SpringBootApplication
public class OrdersApplication {

	static final String QUEUE = "orders";

	public static void main(String[] args) {
		SpringApplication.run(OrdersApplication.class, args);
	}

	@Bean
	Queue orders() {
		return new Queue(QUEUE, false);
	}

}
