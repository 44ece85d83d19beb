package dev.daemonspring.host;

import java.io.IOException;
import java.nio.file.Path;

import org.springframework.beans.factory.DisposableBean;

import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.region.ExclusiveFile;
import dev.daemonspring.region.FileHeldException;
import dev.daemonspring.region.PrivateDirectory;

/**
 * Sees to it that there is one daemon at a time: holds a lock on a file that names the
 * daemon's process. The lock, and not the file, is what counts: the operating system
 * takes it from a daemon that was killed, so that a stale file is no obstacle. When the
 * daemon ends the file is left empty; it is never removed, because two daemons could then
 * hold two files of the same name.
 */
public final class PidFile implements DisposableBean {

	private final ExclusiveFile file;

	private PidFile(ExclusiveFile file) {
		this.file = file;
	}

	/**
	 * Lock the file and write this process's id into it.
	 * @param file the file; it is made, with mode 0600, when absent, and so is its
	 * directory, with mode 0700. It must be no link and belong to this user or the
	 * superuser.
	 * @return the locked file
	 * @throws WorkerConfigurationException when another daemon has it, or it can't be
	 * written
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
