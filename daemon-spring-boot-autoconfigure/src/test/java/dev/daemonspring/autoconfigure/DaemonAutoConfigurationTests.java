package dev.daemonspring.autoconfigure;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.io.support.SpringFactoriesLoader.ArgumentResolver;
import org.springframework.core.io.support.SpringFactoriesLoader.FailureHandler;

import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.ConditionalOnDaemon;
import dev.daemonspring.worker.ConditionalOnWorkerProcess;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerRegistration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

/**
 * Tests for {@link DaemonAutoConfiguration}, up to the point where processes would start.
 */
class DaemonAutoConfigurationTests {

	private @Nullable BeanFactory beanFactory;

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withInitializer((context) -> this.beanFactory = context.getBeanFactory())
		.withConfiguration(AutoConfigurations.of(DaemonAutoConfiguration.class));

	/**
	 * Finds the workers but, without a place for its region, starts no process.
	 */
	private final ApplicationContextRunner lazyRunner = this.runner
		.withInitializer((context) -> context
			.addBeanFactoryPostProcessor((beanFactory) -> beanFactory.getBeanDefinition("workers").setLazyInit(true)))
		.withBean("lifecycleProcessor", NoLifecycle.class);

	@Test
	void isConfiguredWithoutWorkers() {
		this.runner.run((context) -> {
			assertThat(context).hasSingleBean(Workers.class);
			assertThat(context.getBean(Workers.class).list()).isEmpty();
		});
	}

	@Test
	void canBeDisabled() {
		this.runner.withUserConfiguration(TwoWorkers.class)
			.withPropertyValues("daemon.enabled=false")
			.run((context) -> assertThat(context).doesNotHaveBean(Workers.class).doesNotHaveBean(WorkerLoop.class));
	}

	@Test
	void backsOffInWorkerProcess() {
		this.runner.withUserConfiguration(TwoWorkers.class, Roles.class)
			.withPropertyValues("daemon.process-role=worker")
			.withBean("workerContext", WorkerContext.class, () -> mock(WorkerContext.class))
			.withInitializer((context) -> context.addBeanFactoryPostProcessor((beanFactory) -> {
				for (String name : beanFactory.getBeanDefinitionNames()) {
					beanFactory.getBeanDefinition(name).setLazyInit(true);
				}
			}))
			.run((context) -> {
				assertThat(context).doesNotHaveBean(Workers.class)
					.hasBean("inWorkerProcess")
					.doesNotHaveBean("inDaemon");
				assertThat(context.containsBean("copy")).isTrue();
			});
	}

	@Test
	void backsOffWhenUserDefinesWorkers() {
		Workers own = mock(Workers.class);
		this.runner.withBean("own", Workers.class, () -> own)
			.run((context) -> assertThat(context.getBean(Workers.class)).isSameAs(own));
	}

	@Test
	void findsWorkersOnClassesAndBeanMethodsAndNeverCreatesThem() {
		this.lazyRunner.withUserConfiguration(TwoWorkers.class, Roles.class).run((context) -> {
			assertThat(context).doesNotHaveBean(WorkerLoop.class)
				.hasBean("inDaemon")
				.doesNotHaveBean("inWorkerProcess");
			assertThat(context.getBean(Workers.class).list()).extracting(WorkerDescription::name)
				.containsExactly("copy", "ping");
			assertThat(description(context, "copy").looptime()).isEqualTo(Duration.ofSeconds(10));
			assertThat(description(context, "copy").forever()).isTrue();
			assertThat(description(context, "ping").looptime()).isEqualTo(Duration.ofMillis(200));
			assertThat(description(context, "ping").forever()).isFalse();
		});
	}

	@Test
	void registrationsInstallWorkers() {
		this.lazyRunner
			.withBean("r", WorkerRegistration.class,
					() -> WorkerRegistration.of("nightly", Copy.class).looptime(Duration.ofHours(24)).forever(true))
			.run((context) -> {
				assertThat(description(context, "nightly").looptime()).isEqualTo(Duration.ofHours(24));
				assertThat(description(context, "nightly").forever()).isTrue();
			});
	}

	@Test
	void configurationOverridesDeclaration() {
		this.lazyRunner.withUserConfiguration(TwoWorkers.class)
			.withPropertyValues("daemon.workers.copy.looptime=3", "daemon.workers.copy.forever=false",
					"daemon.defaults.looptime=7s", "daemon.defaults.forever=true")
			.run((context) -> {
				assertThat(description(context, "copy").looptime()).isEqualTo(Duration.ofSeconds(3));
				assertThat(description(context, "copy").forever()).isFalse();
				assertThat(description(context, "ping").looptime()).isEqualTo(Duration.ofMillis(200));
				assertThat(description(context, "ping").forever()).isTrue();
			});
	}

	@Test
	void workerCanBeDisabled() {
		this.lazyRunner.withUserConfiguration(TwoWorkers.class)
			.withPropertyValues("daemon.workers.copy.enabled=false")
			.run((context) -> assertThat(context.getBean(Workers.class).list()).extracting(WorkerDescription::name)
				.containsExactly("ping"));
	}

	@Test
	void duplicateNameStopsWithAnalysisThatNamesBothBeans() {
		this.runner.withUserConfiguration(TwoWorkers.class)
			.withBean("other", WorkerRegistration.class, () -> WorkerRegistration.of("ping", Copy.class))
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription()).contains("'ping'")
				.contains("'other'"));
	}

	@Test
	void badNameStopsWithAnalysis() {
		this.runner.withUserConfiguration(BadName.class)
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription())
				.contains("'no blanks please'")
				.contains("'badlyNamed'"));
	}

	@Test
	void negativeLooptimeStopsWithAnalysisThatNamesTheProperty() {
		this.runner.withUserConfiguration(TwoWorkers.class)
			.withPropertyValues("daemon.workers.copy.looptime=-1s")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("'daemon.workers.copy.looptime' is '-1s'");
				assertThat(analysis.getAction()).contains("daemon.workers.copy.looptime");
			});
	}

	@Test
	void unreadableLooptimeStops() {
		this.runner.withUserConfiguration(TwoWorkers.class)
			.withPropertyValues("daemon.workers.copy.looptime=abc")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("abc"));
	}

	@Test
	void injectedWorkerStopsWithAnalysis() {
		this.runner.withUserConfiguration(TwoWorkers.class).withBean("needy", Needy.class).run((context) -> {
			FailureAnalysis analysis = analyze(context.getStartupFailure());
			assertThat(analysis.getDescription()).contains("'copy'").contains("needy");
			assertThat(analysis.getAction()).contains(Workers.class.getName());
		});
	}

	@Test
	void processIsSharedByRegistrationAndProperty() {
		this.lazyRunner.withUserConfiguration(TwoWorkers.class)
			.withBean("r", WorkerRegistration.class, () -> WorkerRegistration.of("nightly", Copy.class).process("crew"))
			.withPropertyValues("daemon.workers.copy.process=crew")
			.run((context) -> {
				assertThat(context.getBean(Workers.class).info("nightly").process()).isEqualTo("crew");
				assertThat(context.getBean(Workers.class).info("copy").process()).isEqualTo("crew");
				assertThat(context.getBean(Workers.class).info("ping").process()).isNull();
			});
	}

	@Test
	void badNameOfProcessStopsWithAnalysis() {
		this.runner.withUserConfiguration(TwoWorkers.class)
			.withPropertyValues("daemon.workers.copy.process=no blanks")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("'daemon.workers.copy.process' is 'no blanks'");
				assertThat(analysis.getAction()).contains("daemon.workers.copy.process");
			});
	}

	@Test
	void processNamedLikeAnotherWorkerStopsWithAnalysis() {
		this.runner.withUserConfiguration(TwoWorkers.class)
			.withPropertyValues("daemon.workers.copy.process=ping")
			.run((context) -> assertThat(analyze(context.getStartupFailure()).getDescription()).contains("'copy'")
				.contains("'ping'"));
	}

	@Test
	void processThatWouldBeStartedInTwoWaysStopsWithAnalysis() {
		this.runner.withUserConfiguration(TwoWorkers.class)
			.withPropertyValues("daemon.defaults.process=crew", "daemon.workers.copy.max-heap=64MB")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("'copy'").contains("'ping'").contains("'crew'");
				assertThat(analysis.getAction()).contains("max-heap");
			});
	}

	@Test
	void tooManyStandbysStop() {
		this.runner.withUserConfiguration(TwoWorkers.class)
			.withPropertyValues("daemon.workers.copy.standby=101")
			.run((context) -> assertThat(context).getFailure().rootCause().hasMessageContaining("'101'"));
	}

	@Test
	void unwritableDirectoryStopsWithAnalysis() {
		this.runner.withUserConfiguration(TwoWorkers.class)
			.withPropertyValues("daemon.isolation=process", "daemon.directory=/proc/nowhere")
			.run((context) -> {
				FailureAnalysis analysis = analyze(context.getStartupFailure());
				assertThat(analysis.getDescription()).contains("/proc/nowhere");
				assertThat(analysis.getAction()).contains("daemon.directory");
			});
	}

	private WorkerDescription description(ApplicationContext context, String name) {
		return context.getBean(Workers.class)
			.list()
			.stream()
			.filter((worker) -> worker.name().equals(name))
			.findFirst()
			.orElseThrow();
	}

	private FailureAnalysis analyze(@Nullable Throwable failure) {
		assertThat(failure).isNotNull();
		ArgumentResolver arguments = ArgumentResolver.of(BeanFactory.class, this.beanFactory);
		return SpringFactoriesLoader.forDefaultResourceLocation()
			.load(FailureAnalyzer.class, arguments, FailureHandler.handleMessage((message, ex) -> {
			}))
			.stream()
			.map((analyzer) -> analyzer.analyze(failure))
			.filter(Objects::nonNull)
			.findFirst()
			.orElseThrow();
	}

	@Configuration(proxyBeanMethods = false)
	static class TwoWorkers {

		@Bean
		@Worker(looptime = 10, forever = true)
		Copy copy() {
			throw new AssertionError("created in the daemon");
		}

		@Bean
		@Worker(looptime = 200, timeUnit = TimeUnit.MILLISECONDS)
		WorkerLoop ping() {
			throw new AssertionError("created in the daemon");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Roles {

		@Bean
		@ConditionalOnDaemon
		String inDaemon() {
			return "";
		}

		@Bean
		@ConditionalOnWorkerProcess
		String inWorkerProcess() {
			return "";
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class BadName {

		@Bean
		@Worker("no blanks please")
		Copy badlyNamed() {
			throw new AssertionError("created in the daemon");
		}

	}

	static class Copy implements WorkerLoop {

		@Override
		public void loop() {
		}

	}

	static class Needy {

		Needy(Copy copy) {
		}

	}

	@Lazy
	static class NoLifecycle extends DefaultLifecycleProcessor {

		@Override
		public void onRefresh() {
		}

	}

}
