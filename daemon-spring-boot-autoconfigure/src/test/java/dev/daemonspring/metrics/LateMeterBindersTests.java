package dev.daemonspring.metrics;

import java.util.List;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;

import static org.assertj.core.api.Assertions.assertThat;

class LateMeterBindersTests {

	private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
			BinderConfiguration.class);

	private final SimpleMeterRegistry registry = this.context.getBean(SimpleMeterRegistry.class);

	private final LateMeterBinders binders = this.context.getBean(LateMeterBinders.class);

	private final ObjectProvider<MeterRegistry> registries = this.context.getBeanProvider(MeterRegistry.class);

	@Test
	void binderIsHiddenFromWhoAsksForAll() {
		List<MeterBinder> seen = this.context.getBean(Asking.class).binders().orderedStream().toList();
		assertThat(seen).isEmpty();
		assertThat(this.context.getBeanFactory().containsSingleton("queue")).isFalse();
	}

	@Test
	void binderIsBoundOnceWhatItNeedsExists() {
		this.binders.bind(this.registries);
		assertThat(this.registry.find("queue.size").gauge()).isNull();
		assertThat(this.context.getBeanFactory().containsSingleton("queue")).isFalse();
		this.context.getBean(Queue.class);
		this.binders.bind(this.registries);
		this.binders.bind(this.registries);
		assertThat(this.registry.get("queue.size").gauge().value()).isEqualTo(7);
	}

	@Test
	void beanThatIsABinderBesidesIsBoundOnceItExistsAndCanBeInjected() {
		this.binders.bind(this.registries);
		assertThat(this.registry.find("service.calls").counter()).isNull();
		assertThat(this.context.getBean(Client.class).service().serve()).isEqualTo("served");
		this.binders.bind(this.registries);
		assertThat(this.registry.find("service.calls").counter()).isNotNull();
	}

	@Test
	void binderThatNeedsNothingIsBound() {
		this.binders.bind(this.registries);
		assertThat(this.registry.find("constant").gauge()).isNotNull();
	}

	@Test
	void binderThatFailsDoesNotAffectOthers() {
		this.context.getBean(Queue.class);
		this.binders.bind(this.registries);
		assertThat(this.registry.find("queue.size").gauge()).isNotNull();
	}

	@Configuration(proxyBeanMethods = false)
	@Lazy
	static class BinderConfiguration {

		@Bean
		static LateMeterBinders binders() {
			return new LateMeterBinders();
		}

		@Bean
		SimpleMeterRegistry registry() {
			return new SimpleMeterRegistry();
		}

		@Bean
		Queue queue() {
			return new Queue();
		}

		@Bean
		MeterBinder broken() {
			return (registry) -> {
				throw new IllegalStateException("broken");
			};
		}

		@Bean
		MeterBinder constant() {
			return (registry) -> registry.gauge("constant", 1);
		}

		@Bean
		MeterBinder queueSize(ObjectProvider<Queue> queue) {
			return (registry) -> registry.gauge("queue.size", queue.getObject(), (self) -> 7);
		}

		@Bean
		Service service() {
			return new Service();
		}

		@Bean
		Client client(Service service) {
			return new Client(service);
		}

		@Bean
		Asking asking(ObjectProvider<MeterBinder> binders) {
			return new Asking(binders);
		}

	}

	static class Queue {

	}

	interface Serving {

		String serve();

	}

	static class Service implements MeterBinder, Serving {

		@Override
		public String serve() {
			return "served";
		}

		@Override
		public void bindTo(MeterRegistry registry) {
			registry.counter("service.calls");
		}

	}

	record Client(Service service) {
	}

	record Asking(ObjectProvider<MeterBinder> binders) {
	}

}
