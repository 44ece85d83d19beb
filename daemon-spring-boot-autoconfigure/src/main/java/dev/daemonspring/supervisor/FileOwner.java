package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * Tells files that only this user can have written from others: what lies in an archive
 * is run. Where the file system knows no owners everything passes.
 */
final class FileOwner {

	private static final Path SELF = Path.of("/proc/self");

	private static final Set<PosixFilePermission> OTHERS_WRITE = Set.of(PosixFilePermission.GROUP_WRITE,
			PosixFilePermission.OTHERS_WRITE);

	private FileOwner() {
	}

	/**
	 * Refuse a directory into which others could have put something.
	 * @param directory the directory
	 * @throws IOException when it is refused
	 */
	static void requirePrivate(Path directory) throws IOException {
		requireOwn(directory);
		if (hasOwners()) {
			for (PosixFilePermission permission : Files.getPosixFilePermissions(directory)) {
				if (OTHERS_WRITE.contains(permission)) {
					throw new IOException(
							"'%s' can be written by other users. Take the right from them with 'chmod go-w'"
								.formatted(directory));
				}
			}
		}
	}

	/**
	 * Refuse a file of another user, unless that is the superuser.
	 * @param file the file
	 * @throws IOException when it is refused
	 */
	static void requireOwn(Path file) throws IOException {
		if (hasOwners()) {
			int owner = uid(file);
			if (owner != 0 && owner != ownUid()) {
				throw new IOException("'%s' belongs to the user with id %d".formatted(file, owner));
			}
		}
	}

	private static boolean hasOwners() {
		Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
		return views.contains("unix") && views.contains("posix");
	}

	private static int ownUid() throws IOException {
		if (Files.exists(SELF)) {
			return uid(SELF);
		}
		Path own = Files.createTempFile("daemon", ".uid");
		try {
			return uid(own);
		}
		finally {
			Files.delete(own);
		}
	}

	private static int uid(Path file) throws IOException {
		return (Integer) Files.getAttribute(file, "unix:uid");
	}

}
