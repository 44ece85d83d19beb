package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * Whether and where the daemon keeps class data archives for its worker processes.
 *
 * @param enabled whether archives are used and made
 * @param cacheDirectory where they lie, or {@code null} for the user's cache directory
 * @param calm how long no process must have been started before an archive is made
 */
public record ClassDataSettings(boolean enabled, @Nullable Path cacheDirectory, Duration calm) {

	/**
	 * Long enough that no archive is made in a test, or while workers still come up.
	 */
	public static final Duration DEFAULT_CALM = Duration.ofSeconds(10);

}
