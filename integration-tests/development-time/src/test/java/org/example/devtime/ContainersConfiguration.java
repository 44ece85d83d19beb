package org.example.devtime;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

/**
 * The containers that the application is developed with.
 */
@TestConfiguration(proxyBeanMethods = false)
class ContainersConfiguration {

	@Bean
	@ServiceConnection
	DatabaseContainer database() {
		return new DatabaseContainer();
	}

	@Bean
	DynamicPropertyRegistrar warehouse(DatabaseContainer database) {
		return (registry) -> registry.add("stock.warehouse", () -> "warehouse " + database.port());
	}

}
