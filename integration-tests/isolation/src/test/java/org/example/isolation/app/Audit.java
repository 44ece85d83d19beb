package org.example.isolation.app;

import org.example.isolation.Ledger;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Listens to the application's events in either way. No worker depends on it.
 */
@Component
class Audit {

	@EventListener(OrderPlaced.class)
	void placed() {
		Ledger.write("order-method");
	}

	/**
	 * A listener that is a component.
	 */
	@Component
	static class Bookkeeping implements ApplicationListener<PayloadApplicationEvent<OrderPlaced>> {

		@Override
		public void onApplicationEvent(PayloadApplicationEvent<OrderPlaced> event) {
			Ledger.write("order-listener");
		}

	}

}
