package dev.daemonspring.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.health.FixedWorkers;
import dev.daemonspring.supervisor.CommandException.Reason;
import dev.daemonspring.supervisor.WorkerMemory;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the dashboard, the alerts and the documentation name the meters as they are.
 */
class DashboardTests {

	private static final Path DOCS = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("../docs");

	private static final Pattern NAME = Pattern.compile("\\bdaemon_[a-z_]+");

	private static final Pattern LABEL = Pattern.compile("([a-z_]+)(?:=~|!~|!=|=)\"");

	private final String scrape = scrape();

	private final Set<String> names = find(NAME, this.scrape, 0);

	@Test
	void everyMeterHasAPanelAndEveryPanelHasMeters() throws IOException {
		JsonNode dashboard = JsonMapper.shared().readTree(Files.readString(DOCS.resolve("grafana/daemon.json")));
		StringBuilder queries = new StringBuilder();
		for (JsonNode panel : dashboard.get("panels")) {
			for (JsonNode target : panel.get("targets")) {
				String query = target.get("expr").stringValue();
				assertThat(find(NAME, query, 0)).as(query).isNotEmpty();
				queries.append(query).append('\n');
			}
		}
		assertNamesAndLabels(queries.toString());
		Set<String> shown = find(NAME, queries.toString(), 0);
		Set<String> expected = new TreeSet<>(this.names);
		expected.removeIf((name) -> name.equals("daemon_worker_commands_seconds")
				|| name.equals("daemon_worker_iterations_seconds")
				|| name.matches("daemon_worker_commands_seconds_(sum|max)"));
		assertThat(shown).isEqualTo(expected);
		assertNamesAndLabels(dashboard.get("templating").toString());
	}

	@Test
	@SuppressWarnings("unchecked")
	void alertsNameMetersAsTheyAreAndAreDocumented() throws IOException {
		String text = Files.readString(DOCS.resolve("prometheus/daemon-rules.yml"));
		Map<String, Object> rules = new Yaml().load(text);
		List<Map<String, Object>> groups = (List<Map<String, Object>>) rules.get("groups");
		List<Map<String, Object>> alerts = (List<Map<String, Object>>) groups.get(0).get("rules");
		String documentation = Files.readString(DOCS.resolve("metrics.md"));
		assertThat(alerts).hasSizeGreaterThan(5).allSatisfy((alert) -> {
			String expression = (String) alert.get("expr");
			assertThat(find(NAME, expression, 0)).isNotEmpty();
			assertNamesAndLabels(expression);
			assertThat(documentation).contains("`" + alert.get("alert") + "`");
			assertThat((Map<String, Object>) alert.get("annotations")).containsKeys("summary", "description");
		});
	}

	@Test
	void everyMeterIsDocumented() throws IOException {
		String documentation = Files.readString(DOCS.resolve("metrics.md"));
		Set<String> documented = find(NAME, documentation, 0);
		assertThat(documented).containsAll(this.names.stream()
			.filter((name) -> !name.matches("daemon_worker_(commands|iterations)_seconds(_sum|_max)?"))
			.toList());
	}

	/**
	 * A value of a label that no meter has would match nothing, and nobody would notice.
	 */
	private void assertNamesAndLabels(String query) {
		assertThat(this.names).as(query).containsAll(find(NAME, query, 0));
		Set<String> labels = find(LABEL, this.scrape, 1);
		labels.addAll(Set.of("job", "instance"));
		assertThat(labels).as(query).containsAll(find(LABEL, query.replace("\\\"", "\""), 1));
		Matcher values = Pattern.compile("(state|reason|outcome)(?:=~|!~|!=|=)\"([^\"$]+)\"").matcher(query);
		while (values.find()) {
			for (String value : values.group(2).split("\\|")) {
				assertThat(this.scrape).contains(values.group(1) + "=\"" + value + "\"");
			}
		}
	}

	private static Set<String> find(Pattern pattern, String text, int group) {
		Set<String> found = new TreeSet<>();
		Matcher matcher = pattern.matcher(text);
		while (matcher.find()) {
			found.add(matcher.group(group));
		}
		return found;
	}

	private static String scrape() {
		PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
		FixedWorkers workers = new FixedWorkers().with("copy", WorkerState.LOOPING);
		new WorkerMeters(workers, new WorkerMemory()).bindTo(registry);
		CommandMeters commands = new CommandMeters(() -> workers, () -> List.of(registry));
		commands.completed("copy", "greet", null, Duration.ofMillis(1));
		commands.completed("copy", "greet", Reason.TIMED_OUT, Duration.ofMillis(1));
		return registry.scrape();
	}

}
