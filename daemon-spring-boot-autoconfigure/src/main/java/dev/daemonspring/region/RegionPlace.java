package dev.daemonspring.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Set;

/**
 * Where a region may lie: in a directory that nobody but its owner, this process's user,
 * can change; and in the place of nothing but a former region of the same user.
 */
final class RegionPlace {

	static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

	private RegionPlace() {
	}

	/**
	 * Make the place ready, so that the file can be created.
	 * @param path the file's absolute path
	 * @throws IOException when something can't be made, read or removed
	 * @throws RegionException when the place is not safe
	 */
	static void prepare(Path path) throws IOException {
		removeFormer(path, prepareDirectory(path));
	}

	/**
	 * Make the directory ready.
	 * @param path the file's absolute path
	 * @return the directory
	 * @throws IOException when it can't be made or read
	 * @throws RegionException when it is not safe
	 */
	static Path prepareDirectory(Path path) throws IOException {
		Path directory = path.getParent();
		if (directory == null) {
			throw RegionFile.failure(path, "is no file", "Name a file in a directory of yours.", null);
		}
		if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
			PrivateFiles.createDirectories(directory);
		}
		PosixFileAttributes attributes = attributes(directory);
		if (!isOwn(directory)) {
			throw RegionFile.failure(path,
					"lies in '" + directory + "', " + kind(attributes) + "which belongs to '" + attributes.owner()
							+ "' and not to '" + self() + "'",
					"Set 'daemon.directory' to a directory of yours, or have '" + attributes.owner() + "' remove it.",
					null);
		}
		if (attributes.isSymbolicLink() || !attributes.isDirectory()) {
			throw RegionFile.failure(path,
					"lies in '" + directory + "', which is no directory but "
							+ (attributes.isSymbolicLink() ? "a symbolic link" : "another kind of file"),
					"Remove it, or set 'daemon.directory' to another directory.", null);
		}
		Set<PosixFilePermission> permissions = attributes.permissions();
		if (permissions.contains(PosixFilePermission.OTHERS_WRITE)
				|| permissions.contains(PosixFilePermission.GROUP_WRITE)) {
			throw RegionFile.failure(path,
					"lies in '" + directory + "', where others may write (" + PosixFilePermissions.toString(permissions)
							+ ")",
					"Make it yours alone with 'chmod 700', or set 'daemon.directory' to another directory.", null);
		}
		return directory;
	}

	private static String kind(PosixFileAttributes attributes) {
		return attributes.isSymbolicLink() ? "a symbolic link " : "";
	}

	private static String self() throws IOException {
		String name = System.getProperty("user.name", "?");
		return name.equals("?") ? Integer.toString(FileOwner.ownUid().orElse(-1)) : name;
	}

	/**
	 * Return whether what we make in a directory has the directory's owner: on some file
	 * systems everything has the same one, who need not be we.
	 */
	private static boolean isOwn(Path directory) throws IOException {
		int owner = uid(directory);
		if (FileOwner.ownUid().orElse(owner) == owner) {
			return true;
		}
		if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
			return false;
		}
		try {
			Path probe = Files.createTempFile(directory, ".owner", null, OWNER_ONLY);
			try {
				return uid(probe) == owner;
			}
			finally {
				Files.delete(probe);
			}
		}
		catch (IOException ex) {
			return false;
		}
	}

	private static void removeFormer(Path path, Path directory) throws IOException {
		if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		if (!attributes(path).isRegularFile() || uid(path) != uid(directory) || !isRegion(path)) {
			throw RegionFile.failure(path, "exists and is no status region of yours",
					"Remove it, or set 'daemon.directory' to another directory.", null);
		}
		Files.delete(path);
	}

	private static boolean isRegion(Path path) throws IOException {
		ByteBuffer magic = ByteBuffer.allocate(Long.BYTES);
		try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
			channel.read(magic, RegionDescriptor.MAGIC_OFFSET);
			return Arrays.equals(magic.array(), magic());
		}
	}

	static byte[] magic() {
		return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(RegionDescriptor.MAGIC).array();
	}

	private static int uid(Path path) throws IOException {
		return (Integer) Files.getAttribute(path, "unix:uid", LinkOption.NOFOLLOW_LINKS);
	}

	private static PosixFileAttributes attributes(Path path) throws IOException {
		return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
	}

}
