package org.example.devtime;

import org.springframework.boot.SpringApplication;

/**
 * Starts the application as its developer does, with a database from a container.
 */
final class TestStockApplication {

	private TestStockApplication() {
	}

	public static void main(String[] args) {
		SpringApplication.from(StockApplication::main).with(ContainersConfiguration.class).run(args);
	}

}
