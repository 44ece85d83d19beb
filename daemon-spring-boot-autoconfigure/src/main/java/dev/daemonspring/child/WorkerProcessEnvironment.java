package dev.daemonspring.child;

import java.util.LinkedHashMap;
import java.util.Map;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;

/**
 * Adds, in front of the application's properties, those that make it a worker process and
 * those inherited from the memory of the daemon. Runs before every other listener, so
 * that configuration files and logging see them.
 */
final class WorkerProcessEnvironment implements ApplicationListener<ApplicationEnvironmentPreparedEvent>, Ordered {

	/**
	 * The property that tells beans and conditions that they are in a worker process.
	 */
	static final String ROLE_PROPERTY = "daemon.process-role";

	private final Map<String, String> inherited;

	WorkerProcessEnvironment(Map<String, String> inherited) {
		this.inherited = inherited;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
		MutablePropertySources sources = event.getEnvironment().getPropertySources();
		sources.addFirst(new MapPropertySource("inheritedFromDaemon", new LinkedHashMap<>(this.inherited)));
		sources.addFirst(new MapPropertySource("workerProcess", workerProcessProperties()));
	}

	private Map<String, Object> workerProcessProperties() {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put(ROLE_PROPERTY, "worker");
		properties.put("spring.main.web-application-type", "none");
		properties.put("spring.main.banner-mode", "off");
		properties.put("spring.main.log-startup-info", "false");
		properties.put("spring.main.register-shutdown-hook", "false");
		properties.put("spring.main.keep-alive", "false");
		properties.put("spring.jmx.enabled", "false");
		properties.put("spring.application.admin.enabled", "false");
		properties.put("spring.devtools.restart.enabled", "false");
		properties.put("spring.docker.compose.lifecycle-management", "none");
		return properties;
	}

}
