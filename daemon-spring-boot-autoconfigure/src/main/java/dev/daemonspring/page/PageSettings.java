package dev.daemonspring.page;

import java.time.Clock;

import org.jspecify.annotations.Nullable;

/**
 * The settings of the page.
 *
 * @param paths its paths
 * @param readOnly whether nobody can give orders on it
 * @param application the name of the application, or {@code null} when it has none
 * @param clock the clock that people read
 */
public record PageSettings(PagePaths paths, boolean readOnly, @Nullable String application, Clock clock) {

	/**
	 * Return the last part of the page's path.
	 */
	String name() {
		return this.paths.page().substring(this.paths.page().lastIndexOf('/') + 1);
	}

}
