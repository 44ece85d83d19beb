package dev.daemonspring.child.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link BeanRehearsal}.
 */
class BeanRehearsalTests {

	private static final List<String> told = new ArrayList<>();

	@BeforeEach
	void clear() {
		told.clear();
	}

	@Test
	void beanIsCreatedAndDestroyedWithoutWhatTheApplicationAddsToIt() {
		rehearse(() -> false, ThingConfiguration.class.getName());
		assertThat(told).startsWith("created", "closed").doesNotContain("the application's");
		assertThat(told.stream().filter("created"::equals))
			.hasSameSizeAs(told.stream().filter("closed"::equals).toList());
	}

	@Test
	void autoConfigurationThatTheApplicationDoesNotHaveIsLeftOut() {
		rehearse(() -> false, "com.example.MissingAutoConfiguration", FailingConfiguration.class.getName());
		assertThat(told).isEmpty();
	}

	@Test
	void failureIsNobodyElses() {
		try (AnnotationConfigApplicationContext application = application()) {
			application.registerBean(FailingConfiguration.class.getName(), FailingConfiguration.class);
			application.refresh();
			new BeanRehearsal(application, () -> false).run(thing(FailingConfiguration.class.getName()));
		}
		assertThat(told).containsExactly("failed");
	}

	@Test
	void processThatHasAWorkerRehearsesNoMore() {
		rehearse(() -> true, ThingConfiguration.class.getName());
		assertThat(told).isEmpty();
	}

	private static void rehearse(BooleanSupplier ended, String... autoConfigurations) {
		try (AnnotationConfigApplicationContext application = application()) {
			application.refresh();
			new BeanRehearsal(application, ended).run(thing(autoConfigurations));
		}
	}

	private static AnnotationConfigApplicationContext application() {
		AnnotationConfigApplicationContext application = new AnnotationConfigApplicationContext();
		application.registerBean(ThingConfiguration.class.getName(), ThingConfiguration.class);
		application.register(ApplicationConfiguration.class);
		return application;
	}

	private static StandbyBean thing(String... autoConfigurations) {
		return new StandbyBean(Thing.class, List.of(), List.of(), List.of(autoConfigurations));
	}

	@Configuration(proxyBeanMethods = false)
	static class ThingConfiguration {

		@Bean
		@Lazy
		Thing thing(ObjectProvider<Runnable> additions) {
			additions.forEach(Runnable::run);
			return new Thing();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class FailingConfiguration {

		@Bean
		@Lazy
		Thing failing() {
			told.add("failed");
			throw new IllegalStateException("Not now");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ApplicationConfiguration {

		@Bean
		Runnable addition() {
			return () -> told.add("the application's");
		}

	}

	static final class Thing implements AutoCloseable {

		Thing() {
			told.add("created");
		}

		@Override
		public void close() {
			told.add("closed");
		}

	}

}
