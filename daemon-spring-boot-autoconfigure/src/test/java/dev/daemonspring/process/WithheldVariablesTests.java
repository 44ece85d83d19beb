package dev.daemonspring.process;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

import dev.daemonspring.process.WithheldVariables.Agent;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link WithheldVariables}.
 */
class WithheldVariablesTests {

	@Test
	void processInheritsNeitherOptionsOfTheDaemonsJvmNorItsServiceManager() {
		Map<String, String> environment = new HashMap<>();
		for (String variable : new String[] { "_JAVA_OPTIONS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "NOTIFY_SOCKET",
				"WATCHDOG_PID", "WATCHDOG_USEC" }) {
			environment.put(variable, "a");
		}
		environment.put("WATCHDOG_URL", "http://127.0.0.1");
		environment.put("JAVA_HOME", "/jdk");
		WithheldVariables.removeFrom(environment);
		assertThat(environment).containsOnlyKeys("WATCHDOG_URL", "JAVA_HOME");
	}

	@Test
	void agentsAreToldWithoutWhatTheyAreToldThemselves() {
		assertThat(WithheldVariables.agents(Map.of("JAVA_TOOL_OPTIONS",
				" -Xmx64m  -javaagent:/otel.jar=token=swordfish -agentlib:jdwp=address=5005", "_JAVA_OPTIONS",
				"-agentpath:/a.so")))
			.containsExactly(new Agent("-javaagent:/otel.jar", "JAVA_TOOL_OPTIONS"),
					new Agent("-agentlib:jdwp", "JAVA_TOOL_OPTIONS"), new Agent("-agentpath:/a.so", "_JAVA_OPTIONS"));
	}

	@Test
	void agentsWhenThereAreNoVariablesAreNone() {
		assertThat(WithheldVariables.agents(Map.of("JAVA_HOME", "-javaagent:/a.jar"))).isEmpty();
	}

}
