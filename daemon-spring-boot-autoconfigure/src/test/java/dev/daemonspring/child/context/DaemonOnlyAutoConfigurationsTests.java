package dev.daemonspring.child.context;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DaemonOnlyAutoConfigurations}.
 */
class DaemonOnlyAutoConfigurationsTests {

	private static final String BOOT = "org.springframework.boot.";

	@ParameterizedTest
	@ValueSource(strings = { "webmvc.autoconfigure.WebMvcAutoConfiguration",
			"webmvc.autoconfigure.error.ErrorMvcAutoConfiguration", "webflux.autoconfigure.WebFluxAutoConfiguration",
			"tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration",
			"tomcat.autoconfigure.metrics.TomcatMetricsAutoConfiguration",
			"jetty.autoconfigure.servlet.JettyServletWebServerAutoConfiguration",
			"reactor.netty.autoconfigure.NettyReactiveWebServerAutoConfiguration",
			"servlet.autoconfigure.MultipartAutoConfiguration",
			"actuate.autoconfigure.beans.BeansEndpointAutoConfiguration",
			"actuate.autoconfigure.endpoint.web.WebEndpointAutoConfiguration",
			"actuate.autoconfigure.web.server.ManagementContextAutoConfiguration",
			"health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration",
			"micrometer.metrics.autoconfigure.MetricsEndpointAutoConfiguration",
			"quartz.autoconfigure.QuartzEndpointAutoConfiguration" })
	void includeWhatServesRequests(String name) {
		assertThat(DaemonOnlyAutoConfigurations.include(BOOT + name)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "jackson.autoconfigure.JacksonAutoConfiguration",
			"http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration",
			"restclient.autoconfigure.RestClientAutoConfiguration",
			"webclient.autoconfigure.WebClientAutoConfiguration",
			"micrometer.metrics.autoconfigure.MetricsAutoConfiguration",
			"micrometer.metrics.autoconfigure.export.prometheus.PrometheusMetricsExportAutoConfiguration",
			"micrometer.observation.autoconfigure.ObservationAutoConfiguration",
			"health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration",
			"health.autoconfigure.contributor.HealthContributorAutoConfiguration",
			"actuate.autoconfigure.audit.AuditAutoConfiguration",
			"security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
			"session.autoconfigure.SessionAutoConfiguration", "jdbc.autoconfigure.DataSourceAutoConfiguration",
			"tomcat.autoconfigure.servlet.TomcatServletWebServerConfiguration" })
	void doNotIncludeWhatAWorkerMayUse(String name) {
		assertThat(DaemonOnlyAutoConfigurations.include(BOOT + name)).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "org.example.webmvc.autoconfigure.WebMvcAutoConfiguration",
			"org.springdoc.webmvc.core.configuration.SpringDocWebMvcEndpointAutoConfiguration" })
	void doNotIncludeThoseOfOtherLibraries(String name) {
		assertThat(DaemonOnlyAutoConfigurations.include(name)).isFalse();
	}

}
