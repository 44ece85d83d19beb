package dev.daemonspring.child;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessLabel}. Resource attributes are bound as Spring Boot binds
 * those of OpenTelemetry.
 */
class ProcessLabelTests {

	private static final String ATTRIBUTES = "management.opentelemetry.resource-attributes";

	private final ProcessLabel label = new ProcessLabel();

	@Test
	void processOfNobodyIsAStandby() {
		assertThat(this.label.get()).isEqualTo("standby");
	}

	@Test
	void instanceIsTheWorkersNameAndThePid() {
		assertThat(attributes(Map.of()))
			.containsExactly(Map.entry("service.instance.id", "handyman-" + ProcessHandle.current().pid()));
		assertThat(this.label.get()).isEqualTo("handyman");
	}

	@Test
	void instanceThatIsConfiguredIsExtendedByTheWorkersName() {
		assertThat(attributes(Map.of(ATTRIBUTES + ".service.instance.id", "shop-1", ATTRIBUTES + ".team", "blue")))
			.containsOnly(Map.entry("service.instance.id", "shop-1-handyman"), Map.entry("team", "blue"));
	}

	@Test
	void instanceThatIsConfiguredInBracketsIsExtendedByTheWorkersName() {
		assertThat(attributes(Map.of(ATTRIBUTES + "[service.instance.id]", "shop-1")))
			.containsExactly(Map.entry("service.instance.id", "shop-1-handyman"));
	}

	@Test
	void instanceStaysTheSameForAllWorkersOfTheProcess() {
		StandardEnvironment environment = environment(Map.of(ATTRIBUTES + ".service.instance.id", "shop-1"));
		this.label.set("files", environment);
		this.label.set("files", environment);
		assertThat(attributes(environment)).containsExactly(Map.entry("service.instance.id", "shop-1-files"));
	}

	private Map<String, String> attributes(Map<String, Object> configured) {
		StandardEnvironment environment = environment(configured);
		this.label.set("handyman", environment);
		return attributes(environment);
	}

	private static Map<String, String> attributes(StandardEnvironment environment) {
		return Binder.get(environment).bind(ATTRIBUTES, Bindable.mapOf(String.class, String.class)).get();
	}

	private static StandardEnvironment environment(Map<String, Object> configured) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("configured", configured));
		ConfigurationPropertySources.attach(environment);
		return environment;
	}

}
