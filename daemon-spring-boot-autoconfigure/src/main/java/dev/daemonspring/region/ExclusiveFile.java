package dev.daemonspring.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A file that has one holder at a time on this machine, by a lock that the operating
 * system takes from a holder that dies. Thread-safe.
 * <p>
 * A process loses its lock on a file when it closes <em>any</em> descriptor of that file.
 * So a file that is held in this JVM is never opened a second time here: who wants to
 * hold it is refused without.
 * <p>
 * The file must not be deleted as long as others may want to hold it: they would hold
 * another one of the same name.
 */
public final class ExclusiveFile implements AutoCloseable {

	private static final int ATTEMPTS = 100;

	private static final int MOST_CONTENT = 64;

	/**
	 * The files that are held here, by what the file system knows them by, so that
	 * another path to the same file is the same. Guards itself.
	 */
	private static final Map<Object, ExclusiveFile> heldHere = new HashMap<>();

	/**
	 * Files that are held by another copy of this class, of another class loader.
	 */
	private static final List<FileChannel> neverClosed = new ArrayList<>();

	private final Path path;

	private final Object key;

	private final FileChannel channel;

	private volatile String content = "";

	private ExclusiveFile(Path path, Object key, FileChannel channel) {
		this.path = path;
		this.key = key;
		this.channel = channel;
	}

	/**
	 * Hold a file. It is made, with mode 0600, when there is none.
	 * @param file the file
	 * @return the file, until it is closed
	 * @throws FileHeldException when another holder has it
	 * @throws IOException when it is a link, no regular file, of another user, or can't
	 * be opened
	 */
	public static ExclusiveFile hold(Path file) throws IOException {
		return hold(file, Opening.UNDISTURBED);
	}

	static ExclusiveFile hold(Path file, Opening opening) throws IOException {
		Path path = file.toAbsolutePath().normalize();
		synchronized (heldHere) {
			for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
				ExclusiveFile held = attempt(path, opening);
				if (held != null) {
					heldHere.put(held.key, held);
					return held;
				}
			}
		}
		throw new FileSystemException(path.toString(), null, "other processes remove it again and again");
	}

	/**
	 * Hold a file, as {@link #hold}, if nobody else does.
	 * @return the file, or {@code null} when another holder has it
	 */
	public static @Nullable ExclusiveFile tryHold(Path file) throws IOException {
		try {
			return hold(file);
		}
		catch (FileHeldException ex) {
			return null;
		}
	}

	/**
	 * Return the file, or {@code null} when what was locked is not what has the name now.
	 */
	private static @Nullable ExclusiveFile attempt(Path path, Opening opening) throws IOException {
		Object key = key(path);
		FileChannel channel = (key != null) ? open(path, key) : create(path);
		if (channel == null) {
			return null;
		}
		boolean keep = false;
		try {
			key = (key != null) ? key : key(path);
			opening.opened();
			if (channel.tryLock() == null) {
				throw new FileHeldException(path, read(channel));
			}
			if (key == null || !key.equals(key(path))) {
				return null;
			}
			keep = true;
			return new ExclusiveFile(path, key, channel);
		}
		catch (OverlappingFileLockException ex) {
			neverClosed.add(channel);
			keep = true;
			throw new FileHeldException(path, read(channel));
		}
		finally {
			if (!keep) {
				channel.close();
			}
		}
	}

	private static @Nullable FileChannel create(Path path) throws IOException {
		try {
			return PrivateFiles.create(path);
		}
		catch (FileAlreadyExistsException ex) {
			return null;
		}
	}

	private static @Nullable FileChannel open(Path path, Object key) throws IOException {
		ExclusiveFile held = heldHere.get(key);
		if (held != null) {
			throw new FileHeldException(path, held.content);
		}
		try {
			FileOwner.requireOwn(path);
			takeFromOthers(path);
			return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	/**
	 * Who can read a file can lock it, and so keep the next holder out.
	 */
	private static void takeFromOthers(Path path) {
		try {
			PrivateFiles.takeFromOthers(path);
		}
		catch (IOException ex) {
			// The superuser's, or on a file system without modes
		}
	}

	private static @Nullable Object key(Path path) throws IOException {
		try {
			BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			if (!attributes.isRegularFile()) {
				throw new FileSystemException(path.toString(), null,
						attributes.isSymbolicLink() ? "it is a symbolic link" : "it is no regular file");
			}
			Object key = attributes.fileKey();
			return (key != null) ? key : path;
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	private static String read(FileChannel channel) throws IOException {
		ByteBuffer bytes = ByteBuffer.allocate(MOST_CONTENT);
		channel.read(bytes, 0);
		return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
	}

	Path path() {
		return this.path;
	}

	/**
	 * Write something that tells others who holds the file.
	 * @param text a line
	 */
	public void write(String text) throws IOException {
		this.content = text;
		clear();
		this.channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)), 0);
		this.channel.force(true);
	}

	/**
	 * Leave the file empty.
	 */
	public void clear() throws IOException {
		this.channel.truncate(0);
	}

	/**
	 * Let the file go. It stays where it is.
	 */
	@Override
	public void close() throws IOException {
		synchronized (heldHere) {
			this.channel.close();
			heldHere.remove(this.key, this);
		}
	}

	/**
	 * The moment between the opening of a file and its lock, in which others may act.
	 */
	@FunctionalInterface
	interface Opening {

		/**
		 * Nobody does.
		 */
		Opening UNDISTURBED = () -> {
		};

		void opened() throws IOException;

	}

}
