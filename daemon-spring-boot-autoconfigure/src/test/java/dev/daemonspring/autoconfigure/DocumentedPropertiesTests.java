package dev.daemonspring.autoconfigure;

import java.io.IOException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.env.PropertiesPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.supervisor.DaemonSettings.Isolation;
import dev.daemonspring.supervisor.OnWorkerExit;
import dev.daemonspring.supervisor.RunMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the properties in the documentation are those that there are, can be pasted,
 * and have the defaults that they are said to have.
 */
class DocumentedPropertiesTests {

	private final Map<String, @Nullable String> metadata = metadata();

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "docs/configuration.md", "docs/rpc.md", "docs/page.md" })
	void keysExistAndHaveTheirDefaults(String page) {
		Properties documented = DocumentedProperties.of(page);
		assertThat(documented).isNotEmpty();
		documented.stringPropertyNames().stream().filter((key) -> key.startsWith("daemon.")).forEach((key) -> {
			String metadataKey = key.replaceFirst("^daemon\\.workers\\.[^.]+\\.", "daemon.defaults.");
			assertThat(this.metadata).as(page).containsKey(metadataKey);
			String value = documented.getProperty(key);
			assertThat(value).as(key).doesNotContain("#");
			String expected = this.metadata.get(metadataKey);
			if (expected != null) {
				assertThat(value.replaceFirst("^0s$", "0")).as(key).isEqualTo(expected);
			}
		});
	}

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "docs/configuration.md", "docs/rpc.md", "docs/page.md" })
	void blocksCanBePasted(String page) {
		Binder binder = new Binder(new MapConfigurationPropertySource(DocumentedProperties.of(page)));
		assertThat(binder.bindOrCreate("daemon", DaemonProperties.class)).isNotNull();
		assertThat(binder.bindOrCreate("daemon.rpc", RpcProperties.class)).isNotNull();
		assertThat(binder.bindOrCreate("daemon.page", PageProperties.class)).isNotNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "docs/configuration.md" })
	void blocksThatArePastedRunNoWorkerInTests(String page) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new PropertiesPropertySource(page, DocumentedProperties.of(page)));
		assertThat(RunMode.of(environment)).isEqualTo(new RunMode(Isolation.NONE, OnWorkerExit.IGNORE, true));
	}

	@Test
	void everyKeyIsDocumented() {
		String pages = DocumentedProperties.pages();
		assertThat(this.metadata.keySet()).allSatisfy((key) -> assertThat(pages).contains(key));
	}

	private static Map<String, @Nullable String> metadata() {
		Map<String, @Nullable String> defaults = new TreeMap<>();
		try {
			JsonNode root = JsonMapper.shared()
				.readTree(new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream());
			for (JsonNode property : root.get("properties")) {
				String name = property.get("name").stringValue();
				if (name.startsWith("daemon.") && !name.equals("daemon.workers")) {
					JsonNode value = property.get("defaultValue");
					defaults.put(name, (value != null) ? text(value) : null);
				}
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		return defaults;
	}

	private static String text(JsonNode value) {
		if (!value.isArray()) {
			return value.asString();
		}
		return value.valueStream().map(JsonNode::asString).reduce((a, b) -> a + "," + b).orElse("");
	}

}
