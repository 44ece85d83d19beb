package dev.daemonspring.child.context;

import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Distinguishes the lifecycle events of the container from the events that the
 * application publishes. The former do not cause beans to be created in a worker process.
 */
final class ContainerEvents {

	private static final String BOOT_PACKAGE = "org.springframework.boot.";

	private ContainerEvents() {
	}

	static boolean includes(ApplicationEvent event) {
		return event instanceof ApplicationContextEvent || event instanceof SpringApplicationEvent
				|| event.getClass().getName().startsWith(BOOT_PACKAGE);
	}

}
