package dev.daemonspring.child.context;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.util.Assert;

/**
 * Boots an application in this JVM as a worker process does, up to where it waits for its
 * assignment.
 */
final class ReducedApplication {

	private @Nullable ReducedApplicationContext context;

	ReducedApplicationContext boot(Class<?> source, String... properties) {
		SpringApplication application = new SpringApplication(source);
		application.setApplicationContextFactory((type) -> new ReducedApplicationContext());
		application.setWebApplicationType(WebApplicationType.NONE);
		application.setRegisterShutdownHook(false);
		application.setBannerMode(Banner.Mode.OFF);
		application.setDefaultProperties(Map.of("spring.liquibase.enabled", "false", "spring.flyway.enabled", "false",
				"spring.main.log-startup-info", "false"));
		List<String> arguments = new ArrayList<>(List.of("--daemon.process-role=worker", "--spring.jmx.enabled=false"));
		Arrays.stream(properties).map((property) -> "--" + property).forEach(arguments::add);
		ReducedApplicationContext booted = (ReducedApplicationContext) application
			.run(arguments.toArray(String[]::new));
		this.context = booted;
		return booted;
	}

	ReducedApplicationContext context() {
		Assert.state(this.context != null, "Nothing has booted");
		return this.context;
	}

	void close() {
		if (this.context != null) {
			this.context.close();
		}
	}

}
