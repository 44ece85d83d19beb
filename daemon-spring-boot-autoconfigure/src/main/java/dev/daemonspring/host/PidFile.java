package dev.daemonspring.host;

import java.io.IOException;
import java.nio.file.Path;

import org.springframework.beans.factory.DisposableBean;

import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.region.ExclusiveFile;
import dev.daemonspring.region.FileHeldException;
import dev.daemonspring.region.PrivateDirectory;

/**
 * A file that names the daemon's process and whose lock ensures that only one daemon runs
 * at a time. What counts is the lock, not the file: the operating system releases the
 * lock of a daemon that was killed, so that a stale file is no obstacle. When the daemon
 * ends, the file is left empty. It is never removed, because two daemons could then hold
 * two files of the same name.
 */
public final class PidFile implements DisposableBean {

	private final ExclusiveFile file;

	private PidFile(ExclusiveFile file) {
		this.file = file;
	}

	/**
	 * Lock the file and write this process's id into it.
	 * @param file the file. It is created with mode 0600 if it is absent, and so is its
	 * directory, with mode 0700. It must not be a link, and must belong to this user or
	 * the superuser.
	 * @return the locked file
	 * @throws WorkerConfigurationException if another daemon holds the file, or if it
	 * can't be written
	 */
	public static PidFile lock(Path file) {
		Path absolute = file.toAbsolutePath().normalize();
		try {
			Path directory = absolute.getParent();
			if (directory != null) {
				PrivateDirectory.createMissing(directory);
			}
			ExclusiveFile held = ExclusiveFile.hold(absolute);
			try {
				held.write(Long.toString(ProcessHandle.current().pid()));
				return new PidFile(held);
			}
			catch (IOException | RuntimeException ex) {
				held.close();
				throw ex;
			}
		}
		catch (FileHeldException ex) {
			String holder = ex.content().matches("\\d+") ? ex.content() : "(unknown)";
			throw new WorkerConfigurationException(
					"Another daemon, process %s, holds the pid file '%s'.".formatted(holder, absolute),
					"Stop process %s first, or give this daemon a pid file of its own with 'daemon.pidfile'."
						.formatted(holder));
		}
		catch (IOException ex) {
			throw new WorkerConfigurationException("The pid file '%s' can't be written: %s.".formatted(absolute, ex),
					"Set 'daemon.pidfile' to a file that the user who runs the application may write.");
		}
	}

	@Override
	public void destroy() throws IOException {
		try {
			this.file.clear();
		}
		finally {
			this.file.close();
		}
	}

}
