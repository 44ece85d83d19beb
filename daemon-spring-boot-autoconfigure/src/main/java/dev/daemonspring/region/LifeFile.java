package dev.daemonspring.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The last lives of an application's workers, in a file beside the status region that
 * outlives the daemon. A header, then a section for each worker: its name, and a ring of
 * {@value #RING} records of {@value LifeRecord#SIZE} bytes, in which the life with the
 * number {@code n} lies at {@code n % 51}. A name that is not needed any more makes room
 * for another only when the file has its greatest size.
 *
 * <pre>
 *  +--------------------------------------------------------- 0 ---+
 *  |           Magic and version of the format, 8 bytes            |
 *  +------------------------------------------------------- 512 ---+
 *  |  Name's length (1 byte), name (UTF-8, at most 67)            ...  Section 0
 *  +------------------------------------------------------ 1024 ---+
 *  |             51 records, see {@link LifeRecord}               ...
 *  +----------------------------------------------------- 27136 ---+
 *  |                                                              ...  Section 1
 * </pre>
 *
 * One daemon holds a file at a time. A second daemon of the same application takes the
 * next of {@value #DAEMONS} files. What is no record is skipped; a file of another format
 * is emptied. Confined to one thread; each method may block, as files do.
 */
public final class LifeFile implements AutoCloseable {

	/**
	 * How many lives of a worker are kept, beside the one that runs.
	 */
	public static final int KEPT = 50;

	static final int RING = KEPT + 1;

	private static final int DAEMONS = 16;

	static final int MOST_SECTIONS = 1024;

	private static final Duration UNUSED = Duration.ofDays(30);

	/**
	 * An application that is started in another directory each time has another file each
	 * time, which nobody uses again.
	 */
	private static final int MOST_FILES = 32;

	static final String PREFIX = "lives-";

	private final ExclusiveFile file;

	private final FileChannel channel;

	private final LifeReader reader;

	private final Map<String, Integer> sections = new HashMap<>();

	private LifeFile(ExclusiveFile file) {
		this.file = file;
		this.channel = file.channel();
		this.reader = new LifeReader(this.channel);
	}

	/**
	 * Open the file of an application, which is created with mode 0600 if it does not
	 * exist, and remove those that nobody holds and nobody has used for 30 days, or that
	 * are not among the {@value #MOST_FILES} used last.
	 * @param directory the directory of the status region
	 * @param application a text that tells the application from others, for a file name
	 * @param workers the names of the workers
	 * @return the file, or {@code null} if other daemons hold all of them
	 * @throws IOException if it can't be opened, or belongs to another user
	 */
	public static @Nullable LifeFile open(Path directory, String application, Collection<String> workers)
			throws IOException {
		for (int daemon = 0; daemon < DAEMONS; daemon++) {
			ExclusiveFile held = ExclusiveFile.tryHold(directory.resolve(PREFIX + application + "-" + daemon));
			if (held != null) {
				return open(directory, held, workers);
			}
		}
		return null;
	}

	private static LifeFile open(Path directory, ExclusiveFile held, Collection<String> workers) throws IOException {
		LifeFile opened = new LifeFile(held);
		try {
			// Not before this one is held: it may be the one that was used least
			removeUnused(directory);
			opened.readSections();
			opened.takeSections(workers);
			return opened;
		}
		catch (IOException ex) {
			held.close();
			throw ex;
		}
	}

	private static void removeUnused(Path directory) throws IOException {
		FileTime limit = FileTime.from(Instant.now().minus(UNUSED));
		int newer = 0;
		for (Map.Entry<Path, FileTime> file : latestFirst(directory)) {
			if (newer >= MOST_FILES || file.getValue().compareTo(limit) < 0) {
				remove(file.getKey());
			}
			newer++;
		}
	}

	private static List<Map.Entry<Path, FileTime>> latestFirst(Path directory) throws IOException {
		List<Map.Entry<Path, FileTime>> files = new ArrayList<>();
		try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, PREFIX + "*")) {
			for (Path file : found) {
				try {
					files.add(Map.entry(file, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS)));
				}
				catch (NoSuchFileException ex) {
					// Another daemon has just removed it
				}
			}
		}
		files.sort(Map.Entry.<Path, FileTime>comparingByValue().reversed());
		return files;
	}

	private static void remove(Path file) throws IOException {
		try (ExclusiveFile unused = ExclusiveFile.tryHold(file)) {
			if (unused != null) {
				Files.deleteIfExists(file);
			}
		}
	}

	private void readSections() throws IOException {
		if (!this.reader.isLifeFile()) {
			this.channel.truncate(0);
			write(ByteBuffer.allocate(Long.BYTES).putLong(LifeReader.MAGIC).rewind(), 0);
		}
		this.sections.putAll(this.reader.sections());
	}

	private void takeSections(Collection<String> workers) throws IOException {
		for (String worker : workers) {
			if (!this.sections.containsKey(worker)) {
				int section = freeSection(workers);
				if (section < MOST_SECTIONS) {
					clear(section, worker);
					this.sections.put(worker, section);
				}
			}
		}
	}

	private int freeSection(Collection<String> workers) {
		for (int section = 0; section < MOST_SECTIONS; section++) {
			if (!this.sections.containsValue(section)) {
				return section;
			}
		}
		for (String known : List.copyOf(this.sections.keySet())) {
			if (!workers.contains(known)) {
				return Objects.requireNonNull(this.sections.remove(known));
			}
		}
		return MOST_SECTIONS;
	}

	private void clear(int section, String worker) throws IOException {
		byte[] name = worker.getBytes(StandardCharsets.UTF_8);
		ByteBuffer bytes = ByteBuffer.allocate(LifeReader.SECTION);
		bytes.put(0, (byte) name.length).put(1, name);
		write(bytes, LifeReader.position(section));
	}

	/**
	 * Return the lives of a worker that the file has, the earliest first.
	 * @param worker the worker's name
	 * @return the lives, of which each has a greater number than the one before
	 * @throws IOException if they can't be read
	 */
	public List<LifeRecord> read(String worker) throws IOException {
		Integer section = this.sections.get(worker);
		return (section != null) ? this.reader.lives(section) : List.of();
	}

	/**
	 * Write a life, in the place of the same life or of the earliest.
	 * @param worker the worker's name
	 * @param life the life
	 * @throws IOException if it can't be written
	 */
	public void write(String worker, LifeRecord life) throws IOException {
		Integer section = this.sections.get(worker);
		if (section != null) {
			write(life.toBytes(), LifeReader.position(section, life.number()));
		}
	}

	private void write(ByteBuffer bytes, long position) throws IOException {
		int start = bytes.position();
		while (bytes.hasRemaining()) {
			this.channel.write(bytes, position + bytes.position() - start);
		}
	}

	@Override
	public void close() throws IOException {
		this.file.close();
	}

}
