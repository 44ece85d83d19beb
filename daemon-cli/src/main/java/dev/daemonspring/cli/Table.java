package dev.daemonspring.cli;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.cli.Terminal.Colour;

/**
 * A table of texts in columns that are as wide as they must be. Not thread-safe.
 */
final class Table {

	private static final String GAP = "  ";

	private final List<String> heads;

	private final int[] widths;

	private final List<Cell[]> rows = new ArrayList<>();

	Table(String... heads) {
		this.heads = List.of(heads);
		this.widths = this.heads.stream().mapToInt(String::length).toArray();
	}

	/**
	 * Add a row.
	 * @param cells a text, a {@link Cell} or {@code null} for each column
	 */
	void add(@Nullable Object... cells) {
		Cell[] row = new Cell[this.widths.length];
		for (int i = 0; i < row.length; i++) {
			row[i] = (cells[i] instanceof Cell cell) ? cell : new Cell(text(cells[i]), null);
			this.widths[i] = Math.max(this.widths[i], row[i].text.length());
		}
		this.rows.add(row);
	}

	private static String text(@Nullable Object value) {
		return (value != null) ? value.toString() : "-";
	}

	void print(Terminal terminal) {
		Cell[] heading = this.heads.stream().map((head) -> new Cell(head, Colour.HEADING)).toArray(Cell[]::new);
		terminal.line(line(terminal, heading));
		this.rows.forEach((row) -> terminal.line(line(terminal, row)));
	}

	private String line(Terminal terminal, Cell[] row) {
		StringBuilder line = new StringBuilder();
		for (int i = 0; i < row.length; i++) {
			Colour colour = row[i].colour;
			line.append((colour != null) ? terminal.paint(colour, row[i].text) : row[i].text);
			if (i < row.length - 1) {
				line.append(" ".repeat(this.widths[i] - row[i].text.length())).append(GAP);
			}
		}
		return line.toString();
	}

	/**
	 * A text with a colour.
	 *
	 * @param text the text
	 * @param colour its colour, or {@code null} for none
	 */
	record Cell(String text, @Nullable Colour colour) {

	}

}
