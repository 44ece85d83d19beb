package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A directory is not, or may not stay, this user's alone. Its message says so of
 * something that lies in it.
 */
public final class UnsafeDirectoryException extends IOException {

	private final String place;

	private final String remedy;

	/**
	 * Create an exception.
	 * @param directory the directory
	 * @param flaw what is wrong with it, as a relative clause
	 * @param remedy what can be done about it, as the half of a sentence
	 */
	UnsafeDirectoryException(Path directory, String flaw, String remedy) {
		super("it lies in '%s', %s; %s".formatted(directory, flaw, remedy));
		this.place = "'%s', %s".formatted(directory, flaw);
		this.remedy = remedy;
	}

	/**
	 * Return the directory and what is wrong with it.
	 * @return the object of a sentence
	 */
	public String place() {
		return this.place;
	}

	/**
	 * Return what can be done about it, other than to choose another directory.
	 * @return the half of a sentence, as in "or make it yours alone"
	 */
	public String remedy() {
		return this.remedy;
	}

}
