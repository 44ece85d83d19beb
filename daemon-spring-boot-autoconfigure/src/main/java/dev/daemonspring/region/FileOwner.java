package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Tells files that only this user, or the superuser, can have written from others. No
 * link is followed. Where the file system knows no owners everything passes. Thread-safe.
 */
public final class FileOwner {

	private static final int SUPERUSER = 0;

	private static final int OTHERS_WRITE = 0022;

	private static final int STICKY = 01000;

	private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

	private FileOwner() {
	}

	/**
	 * Return the id of the user that this process makes its files as.
	 * @return the id, or nothing where files have no owner by number
	 * @throws IOException when it can't be found out
	 */
	static OptionalInt ownUid() throws IOException {
		return hasOwners() ? OptionalInt.of(OwnUid.get()) : OptionalInt.empty();
	}

	/**
	 * Refuse a directory into which others could have put something.
	 * @param directory the directory
	 * @throws IOException when it is refused; the message says why
	 */
	public static void requirePrivate(Path directory) throws IOException {
		if (hasOwners()) {
			refuse(directory, objection(directory, false));
		}
	}

	/**
	 * Refuse a directory that others could have exchanged, or put something into: it and
	 * all above it belong to this user or the superuser, are no links, and are writable
	 * by nobody else; one above may be, if it is sticky, as {@code /tmp} is.
	 * @param directory the directory's real path
	 * @throws IOException when it is refused; the message names which directory, and why
	 */
	public static void requireTrusted(Path directory) throws IOException {
		if (!hasOwners()) {
			return;
		}
		requirePrivate(directory);
		for (Path above = directory.getParent(); above != null; above = above.getParent()) {
			refuse(above, objection(above, true));
		}
	}

	/**
	 * Refuse a file of another user, unless that is the superuser.
	 * @param file the file
	 * @throws IOException when it is refused; the message names the other user
	 */
	public static void requireOwn(Path file) throws IOException {
		if (hasOwners()) {
			refuse(file, objectionToOwner(uid(file), OwnUid.get()));
		}
	}

	private static String objection(Path directory, boolean mayBeSticky) throws IOException {
		if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
			return "is a symbolic link, or no directory";
		}
		return objection(uid(directory), mode(directory), OwnUid.get(), mayBeSticky);
	}

	/**
	 * Say what is wrong with a directory.
	 * @return what is wrong, empty when nothing is
	 */
	static String objection(int owner, int mode, int self, boolean mayBeSticky) {
		if ((mode & OTHERS_WRITE) != 0 && !(mayBeSticky && (mode & STICKY) != 0)) {
			return "can be written by other users. Take the right from them with 'chmod go-w'";
		}
		return objectionToOwner(owner, self);
	}

	private static String objectionToOwner(int owner, int self) {
		return (owner == SUPERUSER || owner == self) ? "" : "belongs to the user with id " + owner;
	}

	private static void refuse(Path file, String objection) throws IOException {
		if (!objection.isEmpty()) {
			throw new IOException("'%s' %s".formatted(file, objection));
		}
	}

	private static boolean hasOwners() {
		Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
		return views.contains("unix") && views.contains("posix");
	}

	private static int uid(Path file) throws IOException {
		return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
	}

	private static int mode(Path file) throws IOException {
		return (Integer) Files.getAttribute(file, "unix:mode", LinkOption.NOFOLLOW_LINKS);
	}

	/**
	 * Find the user in what the kernel tells of a process. Its directory in {@code /proc}
	 * would not do: that of a program with capabilities belongs to the superuser.
	 * @param status the lines of {@code /proc/self/status}
	 * @return the id that new files get, or nothing
	 */
	static OptionalInt uidOf(Iterable<String> status) {
		for (String line : status) {
			// Real, effective, saved, and that for files
			String[] fields = line.split("\\s+");
			if (fields.length == 5 && fields[0].equals("Uid:")) {
				return OptionalInt.of(Integer.parseUnsignedInt(fields[4]));
			}
		}
		return OptionalInt.empty();
	}

	/**
	 * The user of this process, who does not change.
	 */
	private static final class OwnUid {

		private static volatile OptionalInt known = OptionalInt.empty();

		private static int get() throws IOException {
			OptionalInt uid = known;
			if (uid.isEmpty()) {
				uid = find();
				known = uid;
			}
			return uid.getAsInt();
		}

		private static OptionalInt find() throws IOException {
			if (Files.isReadable(PROCESS_STATUS)) {
				OptionalInt uid = uidOf(Files.readAllLines(PROCESS_STATUS));
				if (uid.isPresent()) {
					return uid;
				}
			}
			Path own = Files.createTempFile("daemon", ".uid");
			try {
				return OptionalInt.of(uid(own));
			}
			finally {
				Files.delete(own);
			}
		}

	}

}
