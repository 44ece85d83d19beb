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
 * A file that at most one process on this machine holds at a time. It does so by a lock
 * that the operating system releases when the holder dies. Thread-safe.
 * <p>
 * A process loses its lock on a file as soon as it closes <em>any</em> descriptor of that
 * file. A file that this JVM already holds is therefore never opened again in it: a
 * second attempt to hold the file is refused without opening it.
 * <p>
 * The file must not be deleted while others may try to hold it: they would lock a
 * different file of the same name.
 */
public final class ExclusiveFile implements AutoCloseable {

	private static final int ATTEMPTS = 100;

	private static final int MOST_CONTENT = 64;

	/**
	 * The files that this JVM holds, by their file keys, so that two paths to the same
	 * file count as one. Also the monitor that guards this map.
	 */
	private static final Map<Object, ExclusiveFile> heldHere = new HashMap<>();

	/**
	 * Channels of files that another copy of this class, loaded by another class loader,
	 * holds in this JVM: closing one would release that copy's lock.
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
	 * Hold a file. If it does not exist, it is created with mode 0600.
	 * @param file the file
	 * @return the file, held until it is closed
	 * @throws FileHeldException if someone else holds it
	 * @throws IOException if it is a link, is not a regular file, belongs to another
	 * user, or can't be opened
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
	 * Hold a file as {@link #hold} does, unless someone else holds it.
	 * @return the held file, or {@code null} if someone else holds it
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
	 * Return the held file, or {@code null} if the file at that path was replaced before
	 * it was locked.
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
	 * Whoever can read a file can lock it, and so keep the next holder out.
	 */
	private static void takeFromOthers(Path path) {
		try {
			PrivateFiles.takeFromOthers(path);
		}
		catch (IOException ex) {
			// Owned by the superuser, or on a file system without permissions
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
	 * Return the open file. To close it is to release the file.
	 */
	FileChannel channel() {
		return this.channel;
	}

	/**
	 * Write a line that tells others who holds the file.
	 * @param text the line, without its end
	 */
	public void write(String text) throws IOException {
		this.content = text;
		clear();
		this.channel.write(ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8)), 0);
		this.channel.force(true);
	}

	/**
	 * Empty the file.
	 */
	public void clear() throws IOException {
		this.channel.truncate(0);
	}

	/**
	 * Release the file. It is not deleted.
	 */
	@Override
	public void close() throws IOException {
		synchronized (heldHere) {
			this.channel.close();
			heldHere.remove(this.key, this);
		}
	}

	/**
	 * A hook between opening a file and locking it, in which tests let others interfere.
	 */
	@FunctionalInterface
	interface Opening {

		/**
		 * Nobody interferes.
		 */
		Opening UNDISTURBED = () -> {
		};

		void opened() throws IOException;

	}

}
