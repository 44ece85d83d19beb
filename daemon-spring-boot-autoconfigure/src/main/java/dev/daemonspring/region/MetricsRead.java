package dev.daemonspring.region;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What was found in a metrics file.
 *
 * @param snapshots the snapshots that are whole, at most two, the older one first
 * @param defect why something in the file could not be read, or {@code null}
 */
public record MetricsRead(List<MetricsSnapshot> snapshots, @Nullable String defect) {

	static MetricsRead defective(String defect) {
		return new MetricsRead(List.of(), defect);
	}

}
