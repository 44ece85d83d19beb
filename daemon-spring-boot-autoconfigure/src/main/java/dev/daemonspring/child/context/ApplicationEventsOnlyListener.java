package dev.daemonspring.child.context;

import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.GenericApplicationListenerAdapter;

/**
 * A listener that does not receive the container's own events.
 */
final class ApplicationEventsOnlyListener extends GenericApplicationListenerAdapter {

	ApplicationEventsOnlyListener(ApplicationListener<?> delegate) {
		super(delegate);
	}

	@Override
	public void onApplicationEvent(ApplicationEvent event) {
		if (!ContainerEvents.includes(event)) {
			super.onApplicationEvent(event);
		}
	}

}
