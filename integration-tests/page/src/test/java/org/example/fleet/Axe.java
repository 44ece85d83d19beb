package org.example.fleet;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/**
 * The rules of axe-core on what people with disabilities need.
 */
final class Axe {

	private static final String RUN = """
			const done = arguments[arguments.length - 1];
			axe.run(document, { resultTypes: ['violations'] }).then((result) => done(result.violations
				.filter((each) => each.impact === 'serious' || each.impact === 'critical')
				.map((each) => each.id + ': ' + each.nodes.map((node) => node.html + ' ' + node.failureSummary).join(' | '))),
				(problem) => done([String(problem)]));
			""";

	private Axe() {
	}

	/**
	 * Return the serious and critical findings on what the browser shows.
	 */
	@SuppressWarnings("unchecked")
	static List<String> findings(Browser browser) {
		browser.script(source());
		return (List<String>) browser.asyncScript(RUN);
	}

	private static String source() {
		try (InputStream input = Axe.class.getResourceAsStream("/axe.min.js")) {
			return new String(Objects.requireNonNull(input).readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
