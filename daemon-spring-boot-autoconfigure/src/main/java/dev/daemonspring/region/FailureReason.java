package dev.daemonspring.region;

import java.io.IOException;

/**
 * What a log line says of the failure of a file.
 */
public final class FailureReason {

	private FailureReason() {
	}

	/**
	 * Return the reason in words: the message alone where it was written for people.
	 * @param failure the failure
	 * @return its reason
	 */
	public static String of(Exception failure) {
		boolean forPeople = failure.getClass() == IOException.class || failure instanceof UnsafeDirectoryException;
		return forPeople ? String.valueOf(failure.getMessage()) : failure.toString();
	}

}
