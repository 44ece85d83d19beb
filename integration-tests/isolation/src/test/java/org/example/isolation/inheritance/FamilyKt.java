package org.example.isolation.inheritance;

import java.util.Map;

import org.example.isolation.Ledger;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Runs the application, and goes on when it has run.
 */
public final class FamilyKt {

	private FamilyKt() {
	}

	/**
	 * Start the daemon.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		try {
			new SpringApplicationBuilder(Ancestor.class).properties("given.by.default=default")
				.profiles("from-main")
				.listeners((ApplicationListener<ApplicationEnvironmentPreparedEvent>) (event) -> event.getEnvironment()
					.getPropertySources()
					.addLast(new MapPropertySource("listener", Map.of("given.by.listener", "listener"))))
				.child(Family.class)
				.initializers((ApplicationContextInitializer<ConfigurableApplicationContext>) (context) -> context
					.getEnvironment()
					.getPropertySources()
					.addLast(new MapPropertySource("initializer", Map.of("given.by.initializer", "initializer"))))
				.run(args);
			Ledger.write("main-after-run");
		}
		catch (Throwable ex) {
			Ledger.write("main-caught");
		}
		finally {
			Ledger.write("main-finally");
		}
	}

}
