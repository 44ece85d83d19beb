package dev.daemonspring.region;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * Thrown when a file can't be held because someone else holds it.
 */
public final class FileHeldException extends FileSystemException {

	private final String content;

	FileHeldException(Path file, String content) {
		super(file.toString(), null, "it is held already");
		this.content = content;
	}

	/**
	 * Return what the holder wrote into the file.
	 */
	public String content() {
		return this.content;
	}

}
