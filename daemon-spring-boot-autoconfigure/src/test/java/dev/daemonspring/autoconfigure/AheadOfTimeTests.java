package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.beans.factory.aot.BeanInstanceSupplier;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.AbstractAotProcessor;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.process.ApplicationOrigin.Entry;
import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.supervisor.WorkerDefinition;
import dev.daemonspring.supervisor.WorkerDiscovery;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what Spring settles at build time, and for what is found of it when the
 * application runs.
 */
class AheadOfTimeTests {

	@AfterEach
	void endProcessing() {
		System.clearProperty(AbstractAotProcessor.AOT_PROCESSING);
	}

	@Test
	void workersStayInTheContextAtBuildTimeAndNothingStarts() {
		System.setProperty(AbstractAotProcessor.AOT_PROCESSING, "true");
		List<ProcessHandle> before = ProcessHandle.current().children().toList();
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			context.getEnvironment()
				.getPropertySources()
				.addFirst(new MapPropertySource("test", Map.of("daemon.isolation", "process")));
			context.register(Workers.class, DaemonAutoConfiguration.class);
			context.getBeanFactory()
				.registerSingleton(ApplicationOrigin.class.getName(), new ApplicationOrigin(Entry.SOURCES, null,
						List.of(Workers.class.getName()), List.of(), Map.of(), ""));
			context.refreshForAotProcessing(new RuntimeHints());
			assertThat(context.getBeanFactory().getBeanDefinitionNames()).contains("ping", "workers");
			assertThat(context.getBeanFactory().containsSingleton("workers")).isFalse();
		}
		assertThat(ProcessHandle.current().children().toList()).isEqualTo(before);
	}

	@Test
	void workerOfABeanMethodIsFoundByTheMethodOfItsSupplier() {
		DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
		WorkerDiscovery discovery = new WorkerDiscovery(Isolation.PROCESS);
		beanFactory.registerBeanDefinition(WorkerDiscovery.BEAN_NAME, new RootBeanDefinition(WorkerDiscovery.class));
		RootBeanDefinition definition = new RootBeanDefinition(WorkerLoop.class);
		definition.setInstanceSupplier(BeanInstanceSupplier.<WorkerLoop>forFactoryMethod(Workers.class, "ping"));
		beanFactory.registerBeanDefinition("ping", definition);
		discovery.postProcessBeanFactory(beanFactory);
		assertThat(discovery.found()).hasSize(1);
		WorkerDefinition found = discovery.found().get(0);
		assertThat(found.name()).isEqualTo("pinger");
		assertThat(found.beanName()).isEqualTo("ping");
		assertThat(found.timing().looptime()).isEqualTo(Duration.ofSeconds(5));
		assertThat(beanFactory.containsBeanDefinition("ping")).isFalse();
	}

	@Test
	void hintsAreRegistered() {
		RuntimeHints hints = new RuntimeHints();
		SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
			.load(RuntimeHintsRegistrar.class)
			.stream()
			.filter(DaemonRuntimeHints.class::isInstance)
			.forEach((registrar) -> registrar.registerHints(hints, getClass().getClassLoader()));
		assertThat(RuntimeHintsPredicates.reflection().onType(WorkerInfo.class)).accepts(hints);
	}

	@Configuration(proxyBeanMethods = false)
	static class Workers {

		@Bean
		@Worker(name = "pinger", looptime = 5)
		WorkerLoop ping() {
			return () -> {
			};
		}

	}

}
