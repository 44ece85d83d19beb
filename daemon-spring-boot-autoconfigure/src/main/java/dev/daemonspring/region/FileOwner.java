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

	private static final Path PROCESS_STATUS = Path.of("/proc/self/status");

	private FileOwner() {
	}

	/**
	 * Return the id of the user that this process makes its files as.
	 * @return the id, or nothing where files have no owner by number
	 * @throws IOException when it can't be found out
	 */
	static OptionalInt ownUid() throws IOException {
		return isKnown() ? OptionalInt.of(OwnUid.get()) : OptionalInt.empty();
	}

	/**
	 * Return the name of that user.
	 * @return the name, or the id where the user has none
	 * @throws IOException when it can't be found out
	 */
	static String ownName() throws IOException {
		String name = System.getProperty("user.name", "?");
		return name.equals("?") ? Integer.toString(ownUid().orElse(-1)) : name;
	}

	/**
	 * Refuse a file of another user, unless that is the superuser.
	 * @param file the file
	 * @throws IOException when it is refused; the message names the other user
	 */
	public static void requireOwn(Path file) throws IOException {
		if (isKnown()) {
			int owner = uid(file);
			if (!PrivateDirectory.isTrusted(owner, OwnUid.get())) {
				throw new IOException("'%s' belongs to the user with id %d".formatted(file, owner));
			}
		}
	}

	/**
	 * Return whether files have owners, by number, and modes.
	 */
	static boolean isKnown() {
		Set<String> views = FileSystems.getDefault().supportedFileAttributeViews();
		return views.contains("unix") && views.contains("posix");
	}

	static int uid(Path file) throws IOException {
		return (Integer) Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS);
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
