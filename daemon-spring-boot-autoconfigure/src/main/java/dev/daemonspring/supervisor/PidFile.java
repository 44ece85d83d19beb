package dev.daemonspring.supervisor;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * Sees to it that there is one daemon at a time: holds a lock on a file that names the
 * daemon's process. The lock, and not the file, is what counts: the operating system
 * takes it from a daemon that was killed, so that a stale file is no obstacle.
 */
public final class PidFile implements DisposableBean {

	/**
	 * Files that are locked in this JVM. They must not even be opened: closing them would
	 * give the lock away.
	 */
	private static final Set<Path> heldHere = ConcurrentHashMap.newKeySet();

	private final Path file;

	private final FileChannel channel;

	private PidFile(Path file, FileChannel channel) {
		this.file = file;
		this.channel = channel;
	}

	/**
	 * Lock the file and write this process's id into it.
	 * @param file the file; its directory is made when absent
	 * @return the locked file
	 * @throws WorkerConfigurationException when another daemon has it, or it can't be
	 * written
	 */
	public static PidFile lock(Path file) {
		Path absolute = file.toAbsolutePath().normalize();
		if (!heldHere.add(absolute)) {
			throw heldBy(Long.toString(ProcessHandle.current().pid()), absolute);
		}
		PidFile locked = null;
		try {
			Files.createDirectories(absolute.resolveSibling("."));
			while (locked == null) {
				locked = tryLock(absolute);
			}
			return locked;
		}
		catch (IOException ex) {
			throw new WorkerConfigurationException("The pid file '%s' can't be written: %s.".formatted(absolute, ex),
					"Set 'daemon.pidfile' to a file that the user who runs the application may write.");
		}
		finally {
			if (locked == null) {
				heldHere.remove(absolute);
			}
		}
	}

	/**
	 * Return the locked file, or {@code null} when what was locked is not there any more:
	 * the daemon before removed its file just after it was opened here.
	 */
	private static @Nullable PidFile tryLock(Path file) throws IOException {
		FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE);
		Object opened = key(file);
		if (!tryLock(channel)) {
			String holder = read(channel);
			channel.close();
			throw heldBy(holder, file);
		}
		String pid = ProcessHandle.current().pid() + "\n";
		channel.truncate(0);
		channel.write(ByteBuffer.wrap(pid.getBytes(StandardCharsets.US_ASCII)));
		channel.force(true);
		// Never open the file a second time: closing it would give the lock away
		if (opened != null && opened.equals(key(file))) {
			return new PidFile(file, channel);
		}
		channel.close();
		return null;
	}

	private static WorkerConfigurationException heldBy(String holder, Path file) {
		return new WorkerConfigurationException(
				"Another daemon, process %s, holds the pid file '%s'.".formatted(holder, file),
				"Stop process %s first, or give this daemon a pid file of its own with 'daemon.pidfile'."
					.formatted(holder));
	}

	private static @Nullable Object key(Path file) throws IOException {
		try {
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
			Object key = attributes.fileKey();
			return (key != null) ? key : attributes.creationTime();
		}
		catch (NoSuchFileException ex) {
			return null;
		}
	}

	private static boolean tryLock(FileChannel channel) throws IOException {
		try {
			return channel.tryLock() != null;
		}
		catch (OverlappingFileLockException ex) {
			return false;
		}
	}

	private static String read(FileChannel channel) throws IOException {
		ByteBuffer content = ByteBuffer.allocate(32);
		channel.read(content, 0);
		String pid = new String(content.array(), 0, content.position(), StandardCharsets.US_ASCII).trim();
		return pid.matches("\\d+") ? pid : "(unknown)";
	}

	@Override
	public void destroy() throws IOException {
		Files.deleteIfExists(this.file);
		this.channel.close();
		heldHere.remove(this.file);
	}

}
