package org.example.isolation.app;

import org.example.isolation.Ledger;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;

/**
 * Does something on another thread.
 */
@Component
class Courier {

	@Async
	void send(Thread caller) {
		if (Thread.currentThread() != caller) {
			Ledger.write("async");
		}
	}

}
