package dev.daemonspring.classdata;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whether and where the daemon keeps class data archives for its worker processes.
 *
 * @param mode whether archives are used and made
 * @param cacheDirectory where they lie, or {@code null} for the user's cache directory
 * @param calm how long no process must have been started before an archive is made
 */
public record ClassDataSettings(Mode mode, @Nullable Path cacheDirectory, Duration calm) {

	/**
	 * Long enough that no archive is made in a test, or while workers still come up.
	 */
	public static final Duration DEFAULT_CALM = Duration.ofSeconds(10);

	/**
	 * Whether archives of classes are made and used.
	 */
	public enum Mode {

		/**
		 * Used wherever the JVM can; made where that helps: not in a container without a
		 * cache directory of its own, and not when memory is short.
		 */
		AUTO,

		/**
		 * Made and used wherever the JVM can. YAML takes a bare 'on' for 'true', which
		 * Spring Boot takes for this.
		 */
		ON,

		/**
		 * Not at all. YAML takes a bare 'off' for 'false', which Spring Boot takes for
		 * this.
		 */
		OFF

	}

}
