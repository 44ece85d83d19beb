package dev.daemonspring.benchmark.system;

import java.util.Locale;
import java.util.Map;

/**
 * A picture of restart times: a bar for each median, on a logarithmic scale, and a line
 * from the shortest to the longest.
 */
final class RestartChart {

	private static final int LEFT = 290;

	private static final int WIDTH = 420;

	private static final int ROW = 28;

	private static final int TOP = 54;

	private static final int DECADES = 4;

	private RestartChart() {
	}

	static String svg(Map<String, Samples> bars) {
		int bottom = TOP + bars.size() * ROW;
		StringBuilder svg = new StringBuilder();
		add(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" "
				+ "font-size=\"13\">", LEFT + WIDTH + 170, bottom + 40);
		add(svg, "<title>Restart times</title>");
		add(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
		add(svg, "<text x=\"14\" y=\"26\" font-size=\"16\" fill=\"#1f2328\">From SIGKILL to the first iteration in a new "
				+ "process (median, range)</text>");
		for (int decade = 0; decade <= DECADES; decade++) {
			int millis = (int) Math.pow(10, decade);
			add(svg, "<line x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\" stroke=\"#d0d7de\"/>", x(millis),
					TOP - 8, bottom);
			add(svg, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#59636e\">%,d ms</text>", x(millis),
					bottom + 20, millis);
		}
		int y = TOP;
		for (Map.Entry<String, Samples> bar : bars.entrySet()) {
			bar(svg, bar.getKey(), bar.getValue(), y);
			y += ROW;
		}
		return svg.append("</svg>\n").toString();
	}

	private static void bar(StringBuilder svg, String label, Samples samples, int y) {
		String color = label.startsWith("daemon") ? "#0969da" : "#8c959f";
		int middle = y + 10;
		add(svg, "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#1f2328\">%s</text>", LEFT - 10, y + 15, label);
		add(svg, "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" fill=\"%s\"/>", LEFT, y,
				x(samples.median()) - LEFT, color);
		add(svg, "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#1f2328\" stroke-width=\"1.5\"/>",
				x(samples.quantile(1e-9)), middle, x(samples.quantile(1)), middle);
		add(svg, "<text x=\"%.1f\" y=\"%d\" fill=\"#1f2328\">%s</text>", x(samples.quantile(1)) + 8, y + 15,
				samples.typical());
	}

	private static double x(double millis) {
		return LEFT + WIDTH * Math.max(0, Math.log10(millis)) / DECADES;
	}

	private static void add(StringBuilder svg, String format, Object... args) {
		svg.append(String.format(Locale.ROOT, format, args)).append('\n');
	}

}
