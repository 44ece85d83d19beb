package dev.daemonspring.child.context;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.ApplicationContextEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.ContextStartedEvent;
import org.springframework.context.event.DefaultEventListenerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.transaction.event.TransactionalEventListenerFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ExistingBeanEventListenerFactory}.
 */
class ExistingBeanEventListenerFactoryTests {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

	private final List<Object> heard = new ArrayList<>();

	@BeforeEach
	void start() {
		this.context.getBeanFactory()
			.registerSingleton("factory", new ExistingBeanEventListenerFactory(this.context.getBeanFactory()));
		this.context.registerBean("clerk", Clerk.class, () -> new Clerk(this.heard),
				(definition) -> definition.setLazyInit(true));
		this.context.refresh();
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void eventOfTheContainerWakesNoBean() {
		this.context.publishEvent(new ContextStartedEvent(this.context));
		assertThat(this.context.getBeanFactory().containsSingleton("clerk")).isFalse();
		assertThat(this.heard).isEmpty();
	}

	@Test
	void eventOfTheContainerIsHeardByABeanThatExists() {
		this.context.getBean("clerk");
		ContextStartedEvent event = new ContextStartedEvent(this.context);
		this.context.publishEvent(event);
		assertThat(this.heard).containsExactly(event);
	}

	@Test
	void eventOfTheApplicationWakesTheBeansThatListenForIt() {
		this.context.publishEvent(7);
		assertThat(this.context.getBeanFactory().containsSingleton("clerk")).isFalse();
		this.context.publishEvent("order");
		assertThat(this.heard).containsExactly("order");
	}

	@Test
	void factoryComesAfterThoseForSpecialListenersAndBeforeTheDefault() {
		ExistingBeanEventListenerFactory factory = new ExistingBeanEventListenerFactory(this.context.getBeanFactory());
		assertThat(factory.getOrder()).isGreaterThan(new TransactionalEventListenerFactory().getOrder())
			.isLessThan(new DefaultEventListenerFactory().getOrder());
	}

	static class Clerk {

		private final List<Object> heard;

		Clerk(List<Object> heard) {
			this.heard = heard;
		}

		@EventListener({ ContextRefreshedEvent.class, ContextStartedEvent.class })
		void hear(ApplicationContextEvent event) {
			this.heard.add(event);
		}

		@EventListener
		void hear(String order) {
			this.heard.add(order);
		}

	}

}
