package dev.daemonspring.region;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a region can't be created, opened or written. The message names the file,
 * the reason and the remedy.
 */
public class RegionException extends RuntimeException {

	RegionException(String message) {
		super(message);
	}

	RegionException(String message, @Nullable Throwable cause) {
		super(message, cause);
	}

}
