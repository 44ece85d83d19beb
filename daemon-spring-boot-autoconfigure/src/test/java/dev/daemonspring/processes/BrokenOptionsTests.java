package dev.daemonspring.processes;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.supervisor.Workers;

import static org.awaitility.Awaitility.await;

/**
 * A worker whose JVM does not start, because it does not know an option, says so.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class BrokenOptionsTests {

	private static final Duration PATIENCE = Duration.ofSeconds(90);

	@Test
	void lastErrorNamesTheOption() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(SubprocessApplication.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.standby=0", "daemon.workers.keeper.enabled=false",
					"daemon.workers.parent.jvm-args=-XX:+NoSuchOption")
			.run()) {
			Workers workers = context.getBean(Workers.class);
			await().atMost(PATIENCE).until(() -> {
				String error = workers.info("parent").lastError();
				return error != null && error.contains("Unrecognized VM option 'NoSuchOption'");
			});
		}
	}

}
