package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A directory in which nobody else can change anything, or in which nobody else can do
 * anything at all. It is made with mode 0700, whatever the umask is, and has no other
 * mode even for a moment. What is there already is never changed, only refused, and no
 * link is followed. Where the file system knows no owners every directory passes.
 * Thread-safe.
 */
public final class PrivateDirectory {

	private static final FileAttribute<?>[] OWNER_ONLY = PrivateFiles.attributes("rwx------");

	private static final int SUPERUSER = 0;

	private static final int STICKY = 01000;

	private PrivateDirectory() {
	}

	/**
	 * Make a directory.
	 * @param directory the directory
	 * @throws FileAlreadyExistsException when there is something of that name
	 * @throws IOException when it can't be made
	 */
	public static void create(Path directory) throws IOException {
		Files.createDirectory(directory, OWNER_ONLY);
	}

	/**
	 * Make a directory and those above it that are missing. What is there is not looked
	 * at: this is for a directory that may be shared with others.
	 * @param directory the directory
	 * @throws IOException when it can't be made
	 */
	public static void createMissing(Path directory) throws IOException {
		if (!Files.isDirectory(directory)) {
			Files.createDirectories(directory, OWNER_ONLY);
		}
	}

	/**
	 * Make a directory, and those above it that are missing, or see that the one that is
	 * there is this user's own.
	 * @param directory the directory
	 * @param others what others may do in it
	 * @throws UnsafeDirectoryException when it is a link or no directory, belongs to
	 * another user, be it the superuser, or others may do more
	 * @throws IOException when it can't be made or read
	 */
	public static void prepare(Path directory, Others others) throws IOException {
		if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
			createMissing(directory);
		}
		if (FileOwner.isKnown()) {
			Entry entry = Entry.of(directory);
			if (!isOwn(entry)) {
				throw entry.foreign("have '" + entry.owner() + "' remove it");
			}
			entry.requireDirectory();
			if ((entry.mode() & others.forbidden) != 0) {
				throw new UnsafeDirectoryException(directory, others.flaw + " (" + entry.permissions() + ")",
						"make it yours alone with 'chmod 700'");
			}
		}
	}

	/**
	 * Refuse a directory into which others could have put something: it is a link, or
	 * others than this user and the superuser own it or may write into it.
	 * @param directory the directory
	 * @throws UnsafeDirectoryException when it is refused
	 * @throws IOException when it can't be read
	 */
	public static void require(Path directory) throws IOException {
		if (FileOwner.isKnown()) {
			require(directory, false);
		}
	}

	/**
	 * Refuse a directory that others could have exchanged, or put something into: what
	 * {@link #require} says holds for it and for all above it, but that one above may be
	 * writable if it is sticky, as {@code /tmp} is.
	 * @param directory the directory's real path
	 * @throws UnsafeDirectoryException when it, or one above, is refused
	 * @throws IOException when one can't be read
	 */
	public static void requireTrusted(Path directory) throws IOException {
		require(directory);
		for (Path above = directory.getParent(); above != null && FileOwner.isKnown(); above = above.getParent()) {
			require(above, true);
		}
	}

	private static void require(Path directory, boolean mayBeSticky) throws IOException {
		Entry entry = Entry.of(directory);
		entry.requireDirectory();
		if (isWritableByOthers(entry.mode(), mayBeSticky)) {
			throw new UnsafeDirectoryException(directory, Others.MAY_READ.flaw + " (" + entry.permissions() + ")",
					"take the right from them with 'chmod go-w'");
		}
		if (!isTrusted(entry.uid(), FileOwner.ownUid().orElse(entry.uid()))) {
			throw entry.foreign("use another directory");
		}
	}

	static boolean isWritableByOthers(int mode, boolean mayBeSticky) {
		return (mode & Others.MAY_READ.forbidden) != 0 && !(mayBeSticky && (mode & STICKY) != 0);
	}

	static boolean isTrusted(int owner, int self) {
		return owner == SUPERUSER || owner == self;
	}

	/**
	 * Return whether what we make in a directory has the directory's owner: on some file
	 * systems everything has the same one, who need not be we.
	 */
	private static boolean isOwn(Entry entry) throws IOException {
		if (FileOwner.ownUid().orElse(entry.uid()) == entry.uid()) {
			return true;
		}
		if (!entry.attributes().isDirectory()) {
			return false;
		}
		try {
			Path probe = Files.createTempFile(entry.path(), ".owner", null);
			try {
				return FileOwner.uid(probe) == entry.uid();
			}
			finally {
				Files.delete(probe);
			}
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * What others than the owner may do in a private directory.
	 */
	public enum Others {

		/**
		 * Look at what lies there, and change nothing.
		 */
		MAY_READ(0022, "where others may write"),

		/**
		 * Nothing: what lies there can't even be reached.
		 */
		STAY_OUT(0077, "which others may enter");

		private final int forbidden;

		private final String flaw;

		Others(int forbidden, String flaw) {
			this.forbidden = forbidden;
			this.flaw = flaw;
		}

	}

	/**
	 * What a path leads to, of a link the link itself.
	 */
	private record Entry(Path path, PosixFileAttributes attributes, int uid, int mode) {

		static Entry of(Path path) throws IOException {
			return new Entry(path, Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS),
					FileOwner.uid(path), (Integer) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS));
		}

		String owner() {
			return this.attributes.owner().getName();
		}

		String permissions() {
			return PosixFilePermissions.toString(this.attributes.permissions());
		}

		void requireDirectory() throws UnsafeDirectoryException {
			if (!this.attributes.isDirectory()) {
				throw new UnsafeDirectoryException(this.path,
						"which is no directory but "
								+ (this.attributes.isSymbolicLink() ? "a symbolic link" : "another kind of file"),
						"remove it");
			}
		}

		UnsafeDirectoryException foreign(String remedy) throws IOException {
			return new UnsafeDirectoryException(this.path, (this.attributes.isSymbolicLink() ? "a symbolic link " : "")
					+ "which belongs to '" + owner() + "' and not to '" + FileOwner.ownName() + "'", remedy);
		}

	}

}
