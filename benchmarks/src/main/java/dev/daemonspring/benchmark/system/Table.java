package dev.daemonspring.benchmark.system;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * The one table of all figures, in the order in which they were found, as Markdown.
 */
final class Table {

	private final List<String> rows = new ArrayList<>();

	private final List<String> notes = new ArrayList<>();

	void row(String what, Samples samples) {
		row(what, samples, null, "");
	}

	/**
	 * Add a row with a ratio of the medians.
	 * @param what what was measured
	 * @param samples what was found
	 * @param base what it is compared with, or {@code null}
	 * @param baseName the name of what it is compared with
	 */
	void row(String what, Samples samples, @Nullable Samples base, String baseName) {
		String ratio = (base != null)
				? String.format(Locale.ROOT, "%.3g", samples.median() / base.median()) + " × " + baseName : "";
		String row = "| " + what + " | " + samples.typical() + " | " + samples.range() + " | " + samples.high() + " | "
				+ samples.count() + " | " + ratio + " |";
		this.rows.add(row);
		Progress.tell(row);
	}

	void note(String note) {
		this.notes.add(note);
		Progress.tell(note);
	}

	String markdown() {
		StringBuilder text = new StringBuilder(
				"| what | median | range | p95 | n | ratio |\n|---|---|---|---|---|---|\n");
		this.rows.forEach((row) -> text.append(row).append('\n'));
		this.notes.forEach((note) -> text.append("\n- ").append(note));
		return text.append('\n').toString();
	}

}
