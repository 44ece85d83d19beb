package dev.daemonspring.child.context;

import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.ApplicationContextEvent;

/**
 * Tells the events in which the container speaks of its own life from those that the
 * application publishes. The former wake nobody in a worker process.
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
