package dev.daemonspring.actuate;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.springframework.core.io.FileSystemResource;

/**
 * A file that is deleted once it was read.
 */
final class TemporaryFile extends FileSystemResource {

	private final Path path;

	TemporaryFile(Path path) {
		super(path);
		this.path = path;
	}

	/**
	 * Return {@code false}: whoever sent the file by its name would leave it there.
	 */
	@Override
	public boolean isFile() {
		return false;
	}

	@Override
	public InputStream getInputStream() throws IOException {
		return new FilterInputStream(super.getInputStream()) {

			@Override
			public void close() throws IOException {
				try {
					super.close();
				}
				finally {
					Files.deleteIfExists(TemporaryFile.this.path);
				}
			}

		};
	}

	@Override
	public ReadableByteChannel readableChannel() throws IOException {
		return Channels.newChannel(getInputStream());
	}

}
