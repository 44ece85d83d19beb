package dev.daemonspring.child.context;

import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.UnsatisfiedDependencyException;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.ConversionService;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link LeftOutAutoConfigurations}, {@link DaemonOnlyAutoConfigurationFilter}
 * and {@link ReducedBeanFactory}.
 */
@ExtendWith(OutputCaptureExtension.class)
class LeftOutAutoConfigurationsTests {

	private final ReducedApplication application = new ReducedApplication();

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void contextHasNothingThatServesRequests() {
		ReducedApplicationContext context = this.application.boot(WebApplication.class);
		assertThat(names(context, HandlerMapping.class)).isEmpty();
		assertThat(names(context, ServletWebServerFactory.class)).isEmpty();
		assertThat(names(context, HealthEndpoint.class)).isEmpty();
	}

	@Test
	void contextHasWhatAWorkerMayUse() {
		ReducedApplicationContext context = this.application.boot(WebApplication.class);
		assertThat(context.getBean(MeterRegistry.class)).isNotNull();
		assertThat(context.getBean(JsonMapper.class)).isNotNull();
		assertThat(context.getBean(HealthContributorRegistry.class)).isNotNull();
		assertThat(names(context, HandlerMapping.class)).isEmpty();
	}

	@Test
	void contextWhenConfiguredHasAll() {
		ReducedApplicationContext context = this.application.boot(WebApplication.class,
				"daemon.full-auto-configuration=true");
		assertThat(names(context, HandlerMapping.class)).isNotEmpty();
		assertThat(names(context, ServletWebServerFactory.class)).isNotEmpty();
		assertThat(names(context, HealthEndpoint.class)).isNotEmpty();
	}

	@Test
	void beanThatNeedsWhatWasLeftOutGetsIt(CapturedOutput output) {
		ReducedApplicationContext context = this.application.boot(WebApplication.class);
		assertThat(context.getBean(NeedsConversion.class).service.convert("7", Integer.class)).isEqualTo(7);
		assertThat(output).contains("WebMvcAutoConfiguration").contains("daemon.full-auto-configuration=true");
	}

	@Test
	void beanOfEveryKindThatWasLeftOutIsFound() {
		ReducedApplicationContext context = this.application.boot(WebApplication.class, "server.port=8123");
		assertThat(context.getBean(ServerProperties.class).getPort()).isEqualTo(8123);
		assertThat(context.getBean(DispatcherServletPath.class).getPath()).isEqualTo("/");
		assertThat(context.getBean("mvcConversionService")).isInstanceOf(ConversionService.class);
		assertThat(context.getBean(HealthEndpoint.class).health()).isNotNull();
		assertThat(context.getBean(ServletWebServerFactory.class)).isNotNull();
	}

	@Test
	void bringBackCreatesNothingThatIsNotAskedFor() {
		ReducedApplicationContext context = this.application.boot(WebApplication.class);
		context.getBean(NeedsConversion.class);
		for (String name : names(context, HandlerMapping.class)) {
			assertThat(context.getBeanFactory().containsSingleton(name)).as(name).isFalse();
		}
	}

	@Test
	void beanThatDoesNotInsistGetsNothing() {
		ReducedApplicationContext context = this.application.boot(WebApplication.class);
		assertThat(context.getBean(DoesNotInsist.class).path.getIfAvailable()).isNull();
		assertThat(names(context, HandlerMapping.class)).isEmpty();
	}

	@Test
	void beanThatIsNowhereIsStillMissing(CapturedOutput output) {
		ReducedApplicationContext context = this.application.boot(WebApplication.class);
		assertThatExceptionOfType(UnsatisfiedDependencyException.class)
			.isThrownBy(() -> context.getBean(NeedsMissing.class))
			.withRootCauseInstanceOf(NoSuchBeanDefinitionException.class);
		assertThat(output).doesNotContain("daemon.full-auto-configuration");
	}

	@Test
	void autoConfigurationThatTheApplicationExcludesStaysExcluded() {
		ReducedApplicationContext context = this.application.boot(WithoutMvc.class);
		assertThatExceptionOfType(NoSuchBeanDefinitionException.class)
			.isThrownBy(() -> context.getBean("mvcConversionService"));
		assertThat(context.getBean(ServerProperties.class)).isNotNull();
	}

	private String[] names(ReducedApplicationContext context, Class<?> type) {
		return context.getBeanFactory().getBeanNamesForType(type, true, false);
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WebApplication {

		@Bean
		WebMvcConfigurer configurer() {
			return new WebMvcConfigurer() {
			};
		}

		@Bean
		NeedsConversion needsConversion(ConversionService service) {
			return new NeedsConversion(service);
		}

		@Bean
		NeedsMissing needsMissing(Missing missing) {
			return new NeedsMissing(missing);
		}

		@Bean
		DoesNotInsist doesNotInsist(ObjectProvider<DispatcherServletPath> path) {
			return new DoesNotInsist(path);
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration(exclude = WebMvcAutoConfiguration.class)
	static class WithoutMvc {

	}

	record NeedsConversion(ConversionService service) {
	}

	record Missing(String name) {
	}

	record NeedsMissing(Missing missing) {
	}

	record DoesNotInsist(ObjectProvider<DispatcherServletPath> path) {
	}

}
