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
		try {
			PrivateDirectory.prepare(directory, PrivateDirectory.Others.MAY_READ);
			return directory;
		}
		catch (UnsafeDirectoryException ex) {
			throw RegionFile.failure(path, "lies in " + ex.place(),
					"Set 'daemon.directory' to a directory of yours, or " + ex.remedy() + ".", null);
		}
	}

	private static void removeFormer(Path path, Path directory) throws IOException {
		if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || FileOwner.uid(path) != FileOwner.uid(directory)
				|| !isRegion(path)) {
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

}
