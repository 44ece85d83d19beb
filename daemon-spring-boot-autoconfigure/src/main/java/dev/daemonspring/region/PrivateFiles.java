package dev.daemonspring.region;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes files with mode 0600, whatever the umask is: they never have another mode, not
 * even for a moment. Where the file system knows no modes they get none. Thread-safe.
 */
public final class PrivateFiles {

	private static final FileAttribute<?>[] FILE = attributes("rw-------");

	private PrivateFiles() {
	}

	static FileAttribute<?>[] attributes(String permissions) {
		return hasModes()
				? new FileAttribute<?>[] {
						PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)) }
				: new FileAttribute<?>[0];
	}

	private static boolean hasModes() {
		return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
	}

	/**
	 * Make a file and open it for reading and writing.
	 * @param file the file
	 * @return the open file
	 * @throws FileAlreadyExistsException when there is something of that name, be it a
	 * link to nowhere
	 * @throws IOException when it can't be made
	 */
	public static FileChannel create(Path file) throws IOException {
		Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ,
				StandardOpenOption.WRITE);
		return FileChannel.open(file, options, FILE);
	}

	/**
	 * Write a file, which never is there in part. One that is there is replaced.
	 * @param file the file
	 * @param text its content
	 * @throws IOException when it can't be written
	 */
	public static void write(Path file, String text) throws IOException {
		Path unfinished = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName().toString(), ".new",
				FILE);
		try {
			Files.write(unfinished, text.getBytes(StandardCharsets.UTF_8));
			Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
		}
		finally {
			Files.deleteIfExists(unfinished);
		}
	}

	/**
	 * Take from others what rights they have on a file. A link is not followed.
	 * @param file the file, which is closed: to do this closes it, and with it all locks
	 * that this process has on it
	 * @throws IOException when that is not possible
	 */
	static void takeFromOthers(Path file) throws IOException {
		if (hasModes()) {
			PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class,
					LinkOption.NOFOLLOW_LINKS);
			PosixFileAttributes attributes = view.readAttributes();
			if (attributes.isSymbolicLink()) {
				// Some JDKs (seen with 25) would change what it leads to all the same
				throw new FileSystemException(file.toString(), null, "is a symbolic link");
			}
			Set<PosixFilePermission> own = PosixFilePermissions.fromString("rw-------");
			if (!own.containsAll(attributes.permissions())) {
				view.setPermissions(own);
			}
		}
	}

}
