package dev.daemonspring.classdata;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * The settings of the class-data archives that the daemon keeps for its worker processes.
 *
 * @param mode whether archives are used and made
 * @param cacheDirectory the directory of the archives, or {@code null} for one in the
 * user's cache directory
 * @param calm for how long no process may have been started or been booting before an
 * archive is made
 */
public record ClassDataSettings(Mode mode, @Nullable Path cacheDirectory, Duration calm) {

	/**
	 * The default calm: long enough that no archive is made in a test, or while workers
	 * are still starting.
	 */
	public static final Duration DEFAULT_CALM = Duration.ofSeconds(10);

	/**
	 * Whether archives are made and used.
	 */
	public enum Mode {

		/**
		 * Archives are used if the JVM supports them, and made if that pays off: not in a
		 * container unless a cache directory is configured, and not when memory is short.
		 */
		AUTO,

		/**
		 * Archives are made and used if the JVM supports them. YAML reads a bare 'on' as
		 * 'true', which Spring Boot converts to this constant.
		 */
		ON,

		/**
		 * Archives are neither made nor used. YAML reads a bare 'off' as 'false', which
		 * Spring Boot converts to this constant.
		 */
		OFF

	}

}
