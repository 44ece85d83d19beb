package dev.daemonspring.region;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A symbolic link in the place of a region's deleted file. It leads to the file that the
 * daemon still holds open, which on Linux is {@code /proc/<pid>/fd/<number>} and can be
 * opened by processes of the same user: opening the region by its path yields the same
 * memory as before.
 */
final class RegionLink {

	private static final String REMOVE = "Remove it.";

	private static final Pattern TARGET = Pattern.compile("/proc/\\d+/fd/\\d+");

	private RegionLink() {
	}

	/**
	 * Open a region's file for reading and writing. No links are followed except those of
	 * this kind.
	 * @param file the path of the region
	 * @return the open file
	 * @throws IOException if it can't be opened
	 */
	static FileChannel open(Path file) throws IOException {
		if (Files.isSymbolicLink(file)) {
			Path target = Files.readSymbolicLink(file);
			if (TARGET.matcher(target.toString()).matches()) {
				return FileChannel.open(target, StandardOpenOption.READ, StandardOpenOption.WRITE);
			}
		}
		return FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Open a region's file for reading only, without ever waiting for another process, as
	 * opening a named pipe would. No links are followed except those of this kind.
	 * @param file the path of the region
	 * @return the open file
	 * @throws IOException if it can't be opened
	 * @throws RegionException if it is another kind of link, or no regular file
	 */
	static FileChannel openToRead(Path file) throws IOException {
		if (Files.isSymbolicLink(file)) {
			Path target = Files.readSymbolicLink(file);
			if (!TARGET.matcher(target.toString()).matches()) {
				throw RegionFile.failure(file, "is a symbolic link to '" + target + "'", REMOVE, null);
			}
			if (!Files.isRegularFile(target)) {
				throw new NoSuchFileException(target.toString());
			}
			return FileChannel.open(target, StandardOpenOption.READ);
		}
		if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
			throw RegionFile.failure(file, "is no regular file", REMOVE, null);
		}
		return FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Return whether a path leads to a file, directly or by a link.
	 * @param path the path
	 * @param key the key of the file
	 */
	static boolean leadsTo(Path path, @Nullable Object key) {
		try {
			return key == null || key.equals(key(path));
		}
		catch (NoSuchFileException ex) {
			return false;
		}
		catch (IOException ex) {
			// Unknown: nothing must be put where something may be
			return true;
		}
	}

	private static @Nullable Object key(Path path) throws IOException {
		return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
	}

	/**
	 * Put a link in the place of a file that this process holds open.
	 * @param path the place, where there is nothing or a dangling link of this kind
	 * @param key the key of the file
	 * @throws IOException if that is not possible
	 */
	static void put(Path path, Object key) throws IOException {
		Path descriptor = descriptor(key);
		if (Files.isSymbolicLink(path) && TARGET.matcher(Files.readSymbolicLink(path).toString()).matches()) {
			Files.delete(path);
		}
		Files.createSymbolicLink(path, descriptor);
		if (!leadsTo(path, key)) {
			Files.deleteIfExists(path);
			throw new FileSystemException(path.toString(), null, "'" + descriptor + "' can't be opened");
		}
	}

	private static Path descriptor(Object key) throws IOException {
		Path descriptors = Path.of("/proc", Long.toString(ProcessHandle.current().pid()), "fd");
		try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
			for (Path descriptor : open) {
				if (isOf(descriptor, key)) {
					return descriptor;
				}
			}
		}
		throw new FileSystemException(descriptors.toString(), null, "the deleted file was not found there");
	}

	private static boolean isOf(Path descriptor, Object key) {
		try {
			return key.equals(key(descriptor));
		}
		catch (IOException ex) {
			// Closed in the meantime, or without a key
			return false;
		}
	}

}
