package dev.daemonspring.child.context;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApplicationEventsOnlyListener}.
 */
class ApplicationEventsOnlyListenerTests {

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final SimpleApplicationEventMulticaster events = new SimpleApplicationEventMulticaster();

	private final List<String> heard = new ArrayList<>();

	@BeforeEach
	void listen() {
		this.events.addApplicationListener(new ApplicationEventsOnlyListener(new Second(this.heard)));
		this.events.addApplicationListener(new ApplicationEventsOnlyListener(new First(this.heard)));
	}

	@Test
	void eventOfTheContainerIsHeardByNobody() {
		this.events.multicastEvent(new ContextRefreshedEvent(this.context));
		this.events.multicastEvent(new ContextClosedEvent(this.context));
		assertThat(this.heard).isEmpty();
	}

	@Test
	void eventOfTheApplicationIsHeardInTheOrderOfTheListeners() {
		this.events.multicastEvent(new OrderPlaced(this.context));
		assertThat(this.heard).containsExactly("first", "second");
	}

	@Test
	void eventOfAnotherTypeIsHeardByThoseThatListenForIt() {
		this.events.multicastEvent(new PayloadApplicationEvent<>(this.context, "order"));
		assertThat(this.heard).containsExactly("first");
	}

	static class OrderPlaced extends ApplicationEvent {

		OrderPlaced(Object source) {
			super(source);
		}

	}

	private record First(List<String> heard) implements ApplicationListener<ApplicationEvent>, Ordered {

		@Override
		public int getOrder() {
			return 1;
		}

		@Override
		public void onApplicationEvent(ApplicationEvent event) {
			this.heard.add("first");
		}

	}

	private record Second(List<String> heard) implements ApplicationListener<OrderPlaced>, Ordered {

		@Override
		public int getOrder() {
			return 2;
		}

		@Override
		public void onApplicationEvent(OrderPlaced event) {
			this.heard.add("second");
		}

	}

}
