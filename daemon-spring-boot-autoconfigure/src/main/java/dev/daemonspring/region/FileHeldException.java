package dev.daemonspring.region;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file can't be held because another holder has it.
 */
public final class FileHeldException extends FileSystemException {

	private final String content;

	FileHeldException(Path file, String content) {
		super(file.toString(), null, "it is held already");
		this.content = content;
	}

	/**
	 * Return what the holder has written into the file.
	 */
	public String content() {
		return this.content;
	}

}
