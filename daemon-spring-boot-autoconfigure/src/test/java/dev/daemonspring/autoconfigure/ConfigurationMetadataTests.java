package dev.daemonspring.autoconfigure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.supervisor.WorkerDefinition;
import dev.daemonspring.supervisor.WorkerSpecification;
import dev.daemonspring.supervisor.WorkerSpecifications;
import dev.daemonspring.worker.WorkerTiming;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that an editor is told what each property means, what it can be, and what it is
 * when it is left out.
 */
class ConfigurationMetadataTests {

	private final Map<String, JsonNode> properties = byName("properties");

	private final Map<String, JsonNode> hints = byName("hints");

	@Test
	void everyPropertyHasADescriptionInTheHouseStyle() {
		assertThat(this.properties).isNotEmpty();
		this.properties.forEach((name, property) -> {
			String description = text(property, "description");
			assertThat(description).as(name).isNotNull().endsWith(".").doesNotStartWithIgnoringCase("the ");
			if ("java.lang.Boolean".equals(text(property, "type"))) {
				assertThat(description).as(name).startsWith("Whether ");
			}
		});
	}

	@Test
	void everyHintIsForAProperty() {
		assertThat(this.hints).isNotEmpty();
		this.hints.forEach((name, hint) -> {
			assertThat(this.properties).as(name).containsKey(name.replaceFirst("\\.(keys|values)$", ""));
			assertThat(hint.has("values") || hint.has("providers")).as(name).isTrue();
			hint.path("values").forEach((value) -> assertThat(text(value, "description")).as(name).endsWith("."));
		});
	}

	@Test
	void everyValueOfAnEnumIsExplained() {
		List<String> ofEnums = this.properties.keySet().stream().filter((name) -> constants(name) != null).toList();
		assertThat(ofEnums).contains("daemon.isolation", "daemon.on-worker-exit", "daemon.rpc.access");
		assertThat(ofEnums).allSatisfy((name) -> {
			assertThat(this.hints).containsKey(name);
			assertThat(this.hints.get(name).get("values").valueStream().map((value) -> text(value, "value")))
				.containsExactlyInAnyOrderElementsOf(constants(name));
		});
	}

	@Test
	void classesOfProvidersExist() {
		this.hints.forEach((name, hint) -> hint.path("providers").forEach((provider) -> {
			String target = text(provider.path("parameters"), "target");
			assertThat(target == null || ClassUtils.isPresent(target, null)).as(name + ": " + target).isTrue();
		}));
	}

	@Test
	void defaultsAreThoseOfAWorkerForWhichNothingIsConfigured() {
		WorkerSpecification worker = new WorkerSpecifications(Map.of(), new WorkerProperties(), Duration.ofSeconds(5))
			.of(List.of(new WorkerDefinition("copy", "copy", null, WorkerTiming.NONE, null, null)))
			.get(0);
		assertThat(duration("start-timeout")).isEqualTo(worker.startTimeout());
		assertThat(duration("command-timeout")).isEqualTo(worker.commandTimeout());
		assertThat(duration("restart.initial-delay")).isEqualTo(worker.restart().initialDelay());
		assertThat(duration("restart.max-delay")).isEqualTo(worker.restart().maxDelay());
		assertThat(duration("restart.reset-after")).isEqualTo(worker.restart().resetAfter());
		assertThat(duration("restart.within")).isEqualTo(worker.restart().within());
		assertThat(value("restart.multiplier").doubleValue()).isEqualTo(worker.restart().multiplier());
		assertThat(value("standby").intValue()).isEqualTo(worker.standby());
		assertThat(value("instances").intValue()).isEqualTo(worker.instances().configured());
		assertThat(value("enabled").booleanValue()).isTrue();
		assertThat(value("scheduling").booleanValue()).isEqualTo(worker.selfStarting().scheduling());
		assertThat(value("stall-action").stringValue()).isEqualToIgnoringCase(worker.stallAction().name());
		assertThat(value("descendants").stringValue()).isEqualToIgnoringCase(worker.descendants().name());
		RpcProperties rpc = new RpcProperties();
		assertThat(list("daemon.rpc.http.roles")).isEqualTo(rpc.getHttp().getRoles());
		assertThat(list("daemon.rpc.http.include")).isEqualTo(rpc.getHttp().getInclude());
		assertThat(DurationStyle
			.detectAndParse(this.properties.get("daemon.class-data-calm").get("defaultValue").stringValue()))
			.isEqualTo(new DaemonProperties().getClassDataCalm());
	}

	private JsonNode value(String key) {
		return this.properties.get("daemon.defaults." + key).get("defaultValue");
	}

	private Duration duration(String key) {
		return DurationStyle.detectAndParse(value(key).stringValue());
	}

	private List<String> list(String name) {
		return this.properties.get(name).get("defaultValue").valueStream().map(JsonNode::stringValue).toList();
	}

	private @Nullable List<String> constants(String name) {
		String type = text(this.properties.get(name), "type");
		if (type == null || !type.startsWith("dev.daemonspring.")) {
			return null;
		}
		Object[] constants = ClassUtils.resolveClassName(type, null).getEnumConstants();
		return (constants != null) ? Arrays.stream(constants)
			.map((constant) -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-'))
			.toList() : null;
	}

	private static @Nullable String text(JsonNode node, String key) {
		JsonNode value = node.get(key);
		return (value != null) ? value.stringValue() : null;
	}

	private static Map<String, JsonNode> byName(String section) {
		Map<String, JsonNode> byName = new TreeMap<>();
		try {
			JsonNode root = JsonMapper.shared()
				.readTree(new ClassPathResource("META-INF/spring-configuration-metadata.json").getInputStream());
			root.get(section).forEach((item) -> byName.put(item.get("name").stringValue(), item));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return byName;
	}

}
