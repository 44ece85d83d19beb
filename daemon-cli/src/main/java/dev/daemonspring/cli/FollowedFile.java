package dev.daemonspring.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * A file whose end is copied to an output, also when it is rolled over: another file has
 * its name then, or it begins anew. Not thread-safe.
 */
final class FollowedFile implements AutoCloseable {

	private static final int BUFFER = 16 * 1024;

	private final Path path;

	private final OutputStream output;

	private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

	private FileChannel channel;

	private @Nullable Object key;

	private long position;

	FollowedFile(Path path, OutputStream output) throws IOException {
		this.path = path;
		this.output = output;
		this.channel = FileChannel.open(path, StandardOpenOption.READ);
		this.key = key();
	}

	/**
	 * Go to where the last lines begin.
	 * @param lines how many
	 */
	void toLastLines(int lines) throws IOException {
		long end = this.channel.size();
		this.position = (lines > 0) ? 0 : end;
		int found = 0;
		long from = end;
		while (lines > 0 && from > 0) {
			long start = Math.max(from - BUFFER, 0);
			this.buffer.clear().limit((int) (from - start));
			int count = this.channel.read(this.buffer, start);
			for (int i = count - 1; i >= 0; i--) {
				// The end of the last line does not count
				if (this.buffer.get(i) == '\n' && start + i < end - 1 && ++found >= lines) {
					this.position = start + i + 1;
					return;
				}
			}
			from = start;
		}
	}

	/**
	 * Copy what was written since.
	 */
	void copy() throws IOException {
		copyRest();
		if (!Objects.equals(this.key, key())) {
			FileChannel next = open();
			if (next != null) {
				copyRest();
				this.channel.close();
				this.channel = next;
				this.key = key();
				this.position = 0;
				copyRest();
			}
		}
		this.output.flush();
	}

	private void copyRest() throws IOException {
		if (this.channel.size() < this.position) {
			this.position = 0;
		}
		int count = this.channel.read(this.buffer.clear(), this.position);
		while (count > 0) {
			this.output.write(this.buffer.array(), 0, count);
			this.position += count;
			count = this.channel.read(this.buffer.clear(), this.position);
		}
	}

	private @Nullable FileChannel open() throws IOException {
		try {
			return FileChannel.open(this.path, StandardOpenOption.READ);
		}
		catch (NoSuchFileException ex) {
			// Between two files
			return null;
		}
	}

	private @Nullable Object key() throws IOException {
		try {
			return Files.readAttributes(this.path, BasicFileAttributes.class).fileKey();
		}
		catch (NoSuchFileException ex) {
			return this.key;
		}
	}

	@Override
	public void close() throws IOException {
		this.channel.close();
	}

}
