package org.example.isolation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.example.isolation.log.LoudApplication;
import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What several processes that write at the same time leave in one stream, and in files.
 */
class LogsIT {

	private static final List<String> WORKERS = List.of("solo", "first", "second");

	private static final Pattern SHOUT = Pattern.compile("(logged|printed) (\\d+) (\\d+):(x*):$");

	private static final Pattern LINE = Pattern.compile("^\\[(\\w+)] (.*)$");

	@TempDir
	Path temp;

	@Test
	void linesOfAllProcessesComeThroughAPipeWholeAndWithTheirWorkers() throws IOException {
		try (JavaProcess daemon = start("")) {
			awaitShouted(daemon, "^\\[%s] .*shouted$");
			for (String worker : WORKERS) {
				List<String> lines = daemon.output()
					.lines()
					.map(LINE::matcher)
					.filter((line) -> line.find() && line.group(1).equals(worker))
					.map((line) -> line.group(2))
					.toList();
				assertComplete(lines, "logged");
				assertComplete(lines, "printed");
			}
			assertThat(daemon.output().lines().filter((line) -> line.contains("xxx")))
				.allMatch((line) -> SHOUT.matcher(line).find() && LINE.matcher(line).find());
		}
	}

	@Test
	void structuredLinesTellTheirWorkerAndEachProcessHasAFile() throws IOException {
		JsonMapper json = new JsonMapper();
		try (JavaProcess daemon = start("--logging.structured.format.console=ecs --logging.file.name=logs/app.log")) {
			awaitShouted(daemon, "\\{.*\"shouted\".*\"worker\":\"%s\".*}");
			List<JsonNode> events = daemon.output()
				.lines()
				.filter((line) -> line.startsWith("{"))
				.map(json::readTree)
				.toList();
			for (String worker : WORKERS) {
				assertComplete(events.stream()
					.filter((event) -> event.path("worker").asString("").equals(worker))
					.map((event) -> event.path("message").asString())
					.toList(), "logged");
			}
			assertThat(events).anyMatch((event) -> !event.has("worker")
					&& event.path("message").asString().contains("Started LoudApplication"));
		}
		assertThat(read("logs/app-solo.log")).hasSizeGreaterThan(LoudApplication.LINES);
		assertThat(read("logs/app-duo.log")).hasSizeGreaterThan(2 * LoudApplication.LINES)
			.anyMatch((line) -> line.contains("[first]"))
			.anyMatch((line) -> line.contains("[second]"));
		assertThat(read("logs/app.log")).noneMatch((line) -> line.contains("logged"));
	}

	private List<String> read(String file) throws IOException {
		return Files.readAllLines(this.temp.resolve(file));
	}

	private void awaitShouted(JavaProcess daemon, String line) {
		WORKERS.forEach((worker) -> daemon.awaitLine(line.formatted(worker)));
	}

	private void assertComplete(List<String> lines, String how) {
		List<Integer> numbers = new ArrayList<>();
		for (String line : lines) {
			Matcher shout = SHOUT.matcher(line);
			if (shout.find() && shout.group(1).equals(how)) {
				numbers.add(Integer.valueOf(shout.group(2)));
				assertThat(shout.group(4)).hasSize(Integer.parseInt(shout.group(3)));
			}
		}
		assertThat(numbers).isEqualTo(IntStream.range(0, LoudApplication.LINES).boxed().toList());
	}

	/**
	 * Start the daemon with a pipe for its output, behind which somebody reads.
	 */
	private JavaProcess start(String properties) {
		List<String> arguments = new ArrayList<>(List.of("-cp", InheritanceIT.classPath(),
				LoudApplication.class.getName(), "--spring.main.web-application-type=none",
				"--daemon.defaults.jvm-args=" + JavaProcess.QUICK_START));
		Stream.of(properties.split(" ")).filter((property) -> !property.isEmpty()).forEach(arguments::add);
		return JavaProcess.startPiped(this.temp, arguments);
	}

}
