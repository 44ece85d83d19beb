package dev.daemonspring.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that the page knows every state that a worker can have.
 */
class PageStatesTests {

	/**
	 * The tone that needs no style of its own.
	 */
	private static final String PLAIN = "idle";

	private static final Pattern ENTRY = Pattern.compile("(\\w+): \\['([^']+)', '(\\w+)']");

	private final String script = file("page.js");

	@Test
	void scriptKnowsTheStatesThatThereAre() {
		assertThat(labelsAndTones().keySet())
			.containsExactlyInAnyOrderElementsOf(Arrays.stream(WorkerState.values()).map(Enum::name).toList());
	}

	@ParameterizedTest
	@EnumSource
	void stateHasALabelOfItsOwnAndAToneThatIsStyled(WorkerState state) {
		Map<String, MatchResult> states = labelsAndTones();
		MatchResult entry = states.get(state.name());
		assertThat(entry).isNotNull();
		assertThat(states.values()).map((other) -> other.group(2)).containsOnlyOnce(entry.group(2));
		if (!entry.group(3).equals(PLAIN)) {
			assertThat(file("page.css")).contains("[data-tone=\"" + entry.group(3) + "\"] {");
		}
	}

	@Test
	void scriptShowsTheStandbyOfTheWorkerApartFromItsProcess() {
		assertThat(this.script).containsOnlyOnce("'Process': (view.pid ?")
			.containsOnlyOnce("(view.standbyPid ? { 'Hot standby': `pid ${view.standbyPid}");
	}

	@ParameterizedTest
	@EnumSource
	void stateHasAMark(WorkerState state) {
		assertThat(file("page.html")).containsOnlyOnce("<symbol id=\"icon-" + state.name() + "\"");
	}

	@ParameterizedTest
	@EnumSource
	void stateIsFoundByAFilter(WorkerState state) {
		assertThat(statement("WRONG") + statement("FILTERS")).contains("'" + state.name() + "'");
	}

	@ParameterizedTest
	@EnumSource(names = { "RESTARTING", "FAILED", "STALLED" })
	void stateThatNeedsAttentionIsShownFirst(WorkerState state) {
		assertThat(statement("WRONG")).contains("'" + state.name() + "'");
	}

	@ParameterizedTest
	@EnumSource(names = { "STOPPED", "FAILED", "DONE" })
	void stateThatLastsUntilAStartOffersOne(WorkerState state) {
		assertThat(statement("ENDED")).contains("'" + state.name() + "'");
	}

	@ParameterizedTest
	@EnumSource
	void stateIsDocumented(WorkerState state) throws IOException {
		assertThat(Files.readString(Path.of("../docs/page.md")))
			.containsPattern("\\| [A-Z, ]*" + state.name() + "[ ,]");
	}

	private Map<String, MatchResult> labelsAndTones() {
		Map<String, MatchResult> entries = new LinkedHashMap<>();
		ENTRY.matcher(statement("STATES")).results().forEach((entry) -> entries.put(entry.group(1), entry));
		return entries;
	}

	/**
	 * Return the statement of the script that sets a constant.
	 */
	private String statement(String constant) {
		Matcher matcher = Pattern.compile("const " + constant + " = (?s:(.*?));\n").matcher(this.script);
		assertThat(matcher.find()).as(constant).isTrue();
		return matcher.group(1);
	}

	private static String file(String name) {
		try (InputStream input = PageFile.class.getResourceAsStream(name)) {
			return new String(input.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
