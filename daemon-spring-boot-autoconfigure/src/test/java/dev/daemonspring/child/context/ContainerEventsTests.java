package dev.daemonspring.child.context;

import java.time.Duration;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.ContextStartedEvent;
import org.springframework.context.support.GenericApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContainerEvents}.
 */
class ContainerEventsTests {

	private static final GenericApplicationContext context = new GenericApplicationContext();

	@ParameterizedTest
	@MethodSource
	void eventOfTheContainersLifeIsTold(ApplicationEvent event) {
		assertThat(ContainerEvents.includes(event)).isTrue();
	}

	static Stream<ApplicationEvent> eventOfTheContainersLifeIsTold() {
		return Stream.of(new ContextRefreshedEvent(context), new ContextStartedEvent(context),
				new ContextClosedEvent(context),
				new ApplicationReadyEvent(new SpringApplication(), new String[0], context, Duration.ZERO),
				new AvailabilityChangeEvent<>(context, ReadinessState.ACCEPTING_TRAFFIC));
	}

	@ParameterizedTest
	@MethodSource
	void eventOfTheApplicationIsNot(ApplicationEvent event) {
		assertThat(ContainerEvents.includes(event)).isFalse();
	}

	static Stream<ApplicationEvent> eventOfTheApplicationIsNot() {
		return Stream.of(new OrderPlaced(context), new PayloadApplicationEvent<>(context, "order"),
				new PayloadApplicationEvent<>(context, new ContextRefreshedEvent(context)));
	}

	static class OrderPlaced extends ApplicationEvent {

		OrderPlaced(Object source) {
			super(source);
		}

	}

}
