package dev.daemonspring.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.LogText;
import dev.daemonspring.region.RegionException;
import dev.daemonspring.region.RegionPaths;
import dev.daemonspring.region.RegionView;

/**
 * What was found in the place of a region.
 *
 * @param file the region's file
 * @param state how the daemon is
 * @param pid the id of its process, or 0 if that is not known
 * @param workers its workers, as they are, or were when the daemon died
 * @param problem why the file can't be trusted, or {@code null}
 */
record FoundDaemon(Path file, DaemonState state, long pid, List<WorkerView> workers, @Nullable String problem) {

	/**
	 * Read a region.
	 */
	static FoundDaemon read(Path file) {
		try (RegionView region = RegionView.open(file)) {
			return new FoundDaemon(region.file(), DaemonProbe.state(region), region.daemon().pid(),
					WorkerView.present(region.workers()), null);
		}
		catch (IOException | RegionException ex) {
			String problem = (ex instanceof RegionException) ? ex.getMessage() : ex.toString();
			return new FoundDaemon(file.toAbsolutePath(), DaemonState.UNREADABLE, 0, List.of(),
					LogText.escape(String.valueOf(problem)));
		}
	}

	/**
	 * Return the workers that names mean, a name without an index all instances.
	 * @param names the names; none means all workers
	 * @throws CommandLineException if no worker has one of the names
	 */
	List<WorkerView> named(List<String> names) {
		for (String name : names) {
			if (!has(name)) {
				throw new CommandLineException(ExitCodes.REFUSED, "There is no worker '%s' in daemon %d. It has: %s."
					.formatted(LogText.escape(name), this.pid, String.join(", ", workerNames())));
			}
		}
		return this.workers.stream()
			.filter((worker) -> names.isEmpty() || names.stream().anyMatch(worker::isMeantBy))
			.toList();
	}

	boolean has(String name) {
		return this.workers.stream().anyMatch((worker) -> worker.isMeantBy(name));
	}

	/**
	 * Return the names of the workers, without indices.
	 */
	List<String> workerNames() {
		return this.workers.stream().map(WorkerView::worker).distinct().toList();
	}

	@Nullable Instant started() {
		return this.state.isAlive()
				? ProcessHandle.of(this.pid).flatMap((process) -> process.info().startInstant()).orElse(null) : null;
	}

	/**
	 * Return the directory, which has more of the daemon's files.
	 */
	Path directory() {
		return Objects.requireNonNull(this.file.getParent());
	}

	Path socket() {
		return RegionPaths.controlSocket(this.file);
	}

	/**
	 * Return the daemon in words that end a sentence.
	 */
	String inWords() {
		return (this.pid != 0) ? "daemon %d (%s)".formatted(this.pid, this.file) : "'%s'".formatted(this.file);
	}

}
