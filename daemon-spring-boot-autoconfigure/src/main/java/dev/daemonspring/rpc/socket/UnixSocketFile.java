package dev.daemonspring.rpc.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.PrivateDirectory;
import dev.daemonspring.region.UnsafeDirectoryException;

/**
 * The file of a Unix domain socket. It has mode 0600 and lies in a directory that is
 * closed to others, so that no other user can connect, not even between its creation and
 * the change of its mode. Not thread-safe.
 */
class UnixSocketFile {

	/**
	 * The capacity of {@code sun_path} that all systems provide, without its terminating
	 * zero.
	 */
	private static final int MAX_PATH_BYTES = 103;

	private final String text;

	private final Path path;

	private final boolean posix;

	private @Nullable Object key;

	UnixSocketFile(RpcSocketAddress.Unix address) {
		this.text = address.text();
		this.path = address.path();
		this.posix = this.path.getFileSystem().supportedFileAttributeViews().contains("posix");
	}

	ServerSocketChannel bind() throws IOException {
		int bytes = this.path.toString().getBytes(StandardCharsets.UTF_8).length;
		if (bytes > MAX_PATH_BYTES) {
			throw failure("its path has " + bytes + " bytes and a socket's path has at most " + MAX_PATH_BYTES,
					"Choose a shorter path.");
		}
		prepareDirectory();
		removeStale();
		ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		try {
			channel.bind(UnixDomainSocketAddress.of(this.path));
			if (this.posix) {
				Files.setPosixFilePermissions(this.path, PosixFilePermissions.fromString("rw-------"));
			}
			this.key = attributes().fileKey();
			return channel;
		}
		catch (IOException ex) {
			channel.close();
			throw ex;
		}
	}

	/**
	 * Create the directory or check that it is closed to others, because it protects the
	 * socket until its mode is set.
	 */
	private void prepareDirectory() throws IOException {
		Path directory = this.path.toAbsolutePath().getParent();
		if (directory == null) {
			throw failure("its path names no file", "Choose a path below a directory of the daemon's own.");
		}
		try {
			PrivateDirectory.prepare(directory, PrivateDirectory.Others.STAY_OUT);
		}
		catch (UnsafeDirectoryException ex) {
			throw failure("it lies in " + ex.place(),
					"Choose a directory of the daemon's own, or " + ex.remedy() + ".");
		}
	}

	/**
	 * Remove the file of a socket on which no process listens. A daemon that was killed
	 * has left it.
	 */
	private void removeStale() throws IOException {
		if (!Files.exists(this.path, LinkOption.NOFOLLOW_LINKS)) {
			return;
		}
		if (!attributes().isOther()) {
			throw failure("a file of that name exists and is not a socket", "Remove it, or choose another path.");
		}
		if (isAnswering()) {
			throw failure("another process is listening on it", "End that process, or choose another path.");
		}
		Files.delete(this.path);
	}

	private boolean isAnswering() {
		try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(this.path))) {
			return channel.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Remove the file, unless another process has replaced it with its own.
	 */
	void delete() {
		try {
			if (this.key != null && this.key.equals(attributes().fileKey())) {
				Files.delete(this.path);
			}
		}
		catch (IOException ex) {
			// It is gone already, or the next daemon removes it as stale
		}
	}

	/**
	 * Return the name of the user who runs the daemon.
	 */
	String owner() throws IOException {
		return Files.getOwner(this.path, LinkOption.NOFOLLOW_LINKS).getName();
	}

	private BasicFileAttributes attributes() throws IOException {
		return Files.readAttributes(this.path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
	}

	private RpcSocketException failure(String reason, String action) {
		return new RpcSocketException(this.text, reason, action);
	}

}
