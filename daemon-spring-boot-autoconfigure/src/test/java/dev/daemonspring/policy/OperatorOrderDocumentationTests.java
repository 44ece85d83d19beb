package dev.daemonspring.policy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.daemonspring.policy.OperatorOrder.Reply;
import dev.daemonspring.policy.OperatorOrder.Situation;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The table of orders in {@code docs/supervision.md} is the table of
 * {@link OperatorOrder}.
 */
class OperatorOrderDocumentationTests {

	private static final Path DOCUMENT = Path.of("..", "docs", "supervision.md");

	private static final List<String> COLUMNS = List.of("no process, none comes", "one comes", "running",
			"ends, none follows", "ends, another follows");

	private static final Map<String, Reply> REPLIES = Map.ofEntries(Map.entry("refused", Reply.REFUSE),
			Map.entry("true", Reply.KEEP), Map.entry("paused", Reply.PAUSE),
			Map.entry("paused when it comes", Reply.PAUSE), Map.entry("loops", Reply.RESUME),
			Map.entry("loops when it comes", Reply.RESUME), Map.entry("started", Reply.START),
			Map.entry("started at once", Reply.START), Map.entry("starts when the end is over", Reply.START_AFTER_END),
			Map.entry("ends, another follows", Reply.REPLACE), Map.entry("ends", Reply.END),
			Map.entry("ends, none follows", Reply.END), Map.entry("called off", Reply.STAY_DOWN),
			Map.entry("refused; FAILED and DONE become STOPPED", Reply.CLEAR));

	@ParameterizedTest
	@EnumSource(OperatorOrder.class)
	void everyOrderHasItsRow(OperatorOrder order) throws IOException {
		List<String> cells = row("`" + order.name().toLowerCase(Locale.ROOT) + "`");
		Situation[] situations = Situation.values();
		assertThat(cells).hasSize(situations.length);
		for (int i = 0; i < situations.length; i++) {
			assertThat(REPLIES).containsKey(cells.get(i));
			assertThat(REPLIES.get(cells.get(i))).as("%s of a worker that is %s", order, situations[i])
				.isEqualTo(order.in(situations[i], false));
		}
	}

	@Test
	void everySituationHasItsColumn() throws IOException {
		assertThat(row("order")).isEqualTo(COLUMNS).hasSameSizeAs(Situation.values());
	}

	private static List<String> row(String first) throws IOException {
		String begin = "| " + first + " |";
		return Files.readAllLines(DOCUMENT)
			.stream()
			.filter((line) -> line.startsWith(begin))
			.map((line) -> Arrays.stream(line.substring(begin.length()).split("\\|")).map(String::strip).toList())
			.findFirst()
			.orElseThrow(() -> new AssertionError("No row " + first));
	}

}
