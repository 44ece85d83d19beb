package dev.daemonspring.region;

/**
 * The status region can't be made or opened. The message names the file and the reason.
 */
public class RegionException extends RuntimeException {

	RegionException(String message) {
		super(message);
	}

	RegionException(String message, Throwable cause) {
		super(message, cause);
	}

}
