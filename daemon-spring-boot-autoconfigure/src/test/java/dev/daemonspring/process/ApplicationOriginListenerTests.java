package dev.daemonspring.process;

import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ApplicationOriginListener}.
 */
class ApplicationOriginListenerTests {

	@Test
	void defaultPropertiesThatNoMainMethodSetsAreInherited() {
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.properties("copy.from=here", "copy.to=there")
			.run("--copy.to=elsewhere")) {
			ApplicationOrigin origin = context.getBeanFactory()
				.getBean(ApplicationOrigin.class.getName(), ApplicationOrigin.class);
			assertThat(origin.properties()).containsEntry("copy.from", "here").containsEntry("copy.to", "elsewhere");
		}
	}

	@Configuration(proxyBeanMethods = false)
	static class Application {

	}

}
