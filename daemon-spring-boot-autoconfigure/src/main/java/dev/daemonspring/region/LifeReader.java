package dev.daemonspring.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * Reads a {@link LifeFile}, also while a daemon writes into it: what is no record, or not
 * yet one as a whole, is skipped. Confined to one thread.
 */
public final class LifeReader {

	/**
	 * The letters {@code DMNLIVE} and the version of the format.
	 */
	static final long MAGIC = 0x444D4E4C49564501L;

	static final int SECTION = (1 + LifeFile.RING) * LifeRecord.SIZE;

	private final FileChannel channel;

	LifeReader(FileChannel channel) {
		this.channel = channel;
	}

	/**
	 * Return the lives of a worker, from that of several applications' files in a
	 * directory that knows the worker's process.
	 * @param directory the directory of the status region
	 * @param worker the worker's name
	 * @param pid the id of the worker's last process
	 * @return the lives, the earliest first; none if no file knows that process
	 * @throws IOException if the directory or a file can't be read
	 */
	public static List<LifeRecord> find(Path directory, String worker, long pid) throws IOException {
		try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, LifeFile.PREFIX + "*")) {
			for (Path file : files) {
				List<LifeRecord> lives = read(file, worker);
				if (lives.stream().anyMatch((life) -> life.pid() == pid)) {
					return lives;
				}
			}
		}
		return List.of();
	}

	private static List<LifeRecord> read(Path file, String worker) throws IOException {
		if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
			return List.of();
		}
		FileOwner.requireOwn(file);
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
			LifeReader reader = new LifeReader(channel);
			Integer section = reader.isLifeFile() ? reader.sections().get(worker) : null;
			return (section != null) ? reader.lives(section) : List.of();
		}
	}

	/**
	 * Return whether the file has this format.
	 */
	boolean isLifeFile() throws IOException {
		ByteBuffer header = read(0, Long.BYTES);
		return header != null && header.getLong() == MAGIC;
	}

	/**
	 * Return the sections of the file by the names of their workers.
	 */
	Map<String, Integer> sections() throws IOException {
		Map<String, Integer> sections = new HashMap<>();
		long count = (this.channel.size() - LifeRecord.SIZE + SECTION - 1) / SECTION;
		for (int section = 0; section < Math.min(count, LifeFile.MOST_SECTIONS); section++) {
			String name = name(section);
			if (name != null) {
				sections.putIfAbsent(name, section);
			}
		}
		return sections;
	}

	private @Nullable String name(int section) throws IOException {
		ByteBuffer bytes = read(position(section), 1 + RegionDescriptor.NAME_CAPACITY);
		int length = (bytes != null) ? bytes.get() : 0;
		return (bytes != null && length > 0 && length <= RegionDescriptor.NAME_CAPACITY)
				? new String(bytes.array(), 1, length, StandardCharsets.UTF_8) : null;
	}

	/**
	 * Return the lives that a section has, the earliest first.
	 */
	List<LifeRecord> lives(int section) throws IOException {
		List<LifeRecord> lives = new ArrayList<>();
		for (int index = 0; index < LifeFile.RING; index++) {
			ByteBuffer bytes = read(position(section, index), LifeRecord.SIZE);
			LifeRecord life = (bytes != null) ? LifeRecord.of(bytes) : null;
			if (life != null && life.number() % LifeFile.RING == index) {
				lives.add(life);
			}
		}
		lives.sort(Comparator.comparingLong(LifeRecord::number));
		return lives;
	}

	static long position(int section) {
		return LifeRecord.SIZE + (long) section * SECTION;
	}

	/**
	 * Return where the life with a number lies.
	 */
	static long position(int section, long number) {
		return position(section) + (1 + number % LifeFile.RING) * LifeRecord.SIZE;
	}

	private @Nullable ByteBuffer read(long position, int length) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(length);
		while (bytes.hasRemaining()) {
			if (this.channel.read(bytes, position + bytes.position()) < 0) {
				return null;
			}
		}
		return bytes.rewind();
	}

}
