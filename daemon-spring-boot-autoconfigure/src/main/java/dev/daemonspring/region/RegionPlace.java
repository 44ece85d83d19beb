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
import java.nio.file.attribute.UserPrincipal;
import java.util.Arrays;
import java.util.Set;

/**
 * Where a region may lie: in a directory that nobody but its owner, this process's user,
 * can change; and in the place of nothing but a former region of the same user.
 */
final class RegionPlace {

	static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

	private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_DIRECTORY = PosixFilePermissions
		.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

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

	private static UserPrincipal prepareDirectory(Path path) throws IOException {
		Path directory = path.getParent();
		if (directory == null) {
			throw RegionFile.failure(path, "is no file", "Name a file in a directory of yours.", null);
		}
		if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
			Files.createDirectories(directory, OWNER_ONLY_DIRECTORY);
		}
		PosixFileAttributes attributes = attributes(directory);
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
		UserPrincipal self = self(directory);
		if (!attributes.owner().equals(self)) {
			throw RegionFile.failure(path, "lies in '" + directory + "', which belongs to '" + attributes.owner()
					+ "' and not to '" + self + "'", "Set 'daemon.directory' to a directory of yours.", null);
		}
		return self;
	}

	private static UserPrincipal self(Path directory) throws IOException {
		// Who we are is known for certain only from what we make: a container's user
		// often has no name
		Path probe = Files.createTempFile(directory, ".owner", null, OWNER_ONLY);
		try {
			return attributes(probe).owner();
		}
		finally {
			Files.delete(probe);
		}
	}

	private static void removeFormer(Path path, UserPrincipal owner) throws IOException {
		if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		PosixFileAttributes attributes = attributes(path);
		if (!attributes.isRegularFile() || !attributes.owner().equals(owner) || !isRegion(path)) {
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

	private static PosixFileAttributes attributes(Path path) throws IOException {
		return Files.readAttributes(path, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
	}

}
