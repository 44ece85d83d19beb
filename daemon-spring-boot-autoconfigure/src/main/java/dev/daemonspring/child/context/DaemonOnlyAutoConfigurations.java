package dev.daemonspring.child.context;

import java.util.List;

/**
 * The auto-configurations of Spring Boot that serve requests: web servers, Spring MVC and
 * WebFlux, and the endpoints of Actuator. A worker process serves none. Those that a
 * worker may use without a request (meters, health contributors, JSON, HTTP clients,
 * security) are not among them, and neither are those of other libraries.
 */
final class DaemonOnlyAutoConfigurations {

	private static final String BOOT = "org.springframework.boot.";

	private static final String SUFFIX = "AutoConfiguration";

	private static final List<String> SERVERS = List.of("webmvc.", "webflux.", "servlet.", "tomcat.", "jetty.",
			"reactor.netty.", "web.server.");

	private static final String ENDPOINT = "Endpoint" + SUFFIX;

	private static final List<String> ENDPOINTS = List.of("actuate.autoconfigure.endpoint.",
			"actuate.autoconfigure.web.", "health.autoconfigure.actuate.endpoint.");

	private DaemonOnlyAutoConfigurations() {
	}

	/**
	 * Return whether an auto-configuration is of use in the daemon only.
	 * @param className the name of its class
	 * @return whether it is
	 */
	static boolean include(String className) {
		if (!className.startsWith(BOOT) || !className.endsWith(SUFFIX)) {
			return false;
		}
		String module = className.substring(BOOT.length());
		return className.endsWith(ENDPOINT) || ENDPOINTS.stream().anyMatch(module::startsWith)
				|| SERVERS.stream().anyMatch((server) -> module.startsWith(server + "autoconfigure."));
	}

}
