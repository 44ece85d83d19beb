package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * The places for a status region: the configured directory or, if none is configured, a
 * directory of the user's own, in shared memory if there is room, otherwise in the
 * temporary directory. Never replaces what other users have put there.
 */
public final class RegionPlaces {

	private static final Log logger = LogFactory.getLog(RegionPlaces.class);

	/**
	 * The space that must remain beside the region, for class paths and large commands.
	 */
	private static final long ROOM = 1024 * 1024;

	private final @Nullable Path sharedMemory;

	private final Path temporary;

	private final long room;

	/**
	 * Create the places.
	 * @param sharedMemory the directory of shared memory, or {@code null} if the
	 * operating system has none
	 * @param temporary the temporary directory
	 * @param room the bytes that must remain free in shared memory
	 */
	RegionPlaces(@Nullable Path sharedMemory, Path temporary, long room) {
		this.sharedMemory = sharedMemory;
		this.temporary = temporary;
		this.room = room;
	}

	public static RegionPlaces ofSystem() {
		return new RegionPlaces(RegionPaths.sharedMemory(), RegionPaths.temporary(), ROOM);
	}

	/**
	 * Create a region.
	 * @param configured the directory, or {@code null} for the default
	 * @param layout the size of the region
	 * @return the region and its directory
	 * @throws RegionException if it can't be created, or its place belongs to another
	 * user
	 */
	public Opened open(@Nullable Path configured, RegionLayout layout) {
		if (configured != null) {
			return openIn(configured, layout);
		}
		String name = RegionPaths.directoryName();
		Path memory = this.sharedMemory;
		if (memory != null) {
			try {
				return openInMemory(memory, name, layout);
			}
			catch (IOException ex) {
				logger.warn(("Shared memory can't be used: %s. The status region lies in '%s' instead, which may be"
						+ " slower. Set 'daemon.directory' to choose its directory.")
					.formatted(FailureReason.of(ex), this.temporary.resolve(name)));
			}
		}
		return openIn(this.temporary.resolve(name), layout);
	}

	private Opened openInMemory(Path memory, String name, RegionLayout layout) throws IOException {
		if (!Files.isDirectory(memory)) {
			throw new IOException("there is no directory '%s'".formatted(memory));
		}
		if (!Files.isWritable(memory)) {
			throw new IOException("this user can't write into '%s'".formatted(memory));
		}
		try {
			Opened opened = openIn(memory.resolve(name), layout);
			long left = Files.getFileStore(memory).getUsableSpace();
			if (left < this.room) {
				opened.close();
				throw new IOException("%d KiB are left in '%s' beside the status region, and %d are needed"
					.formatted(left / 1024, memory, this.room / 1024));
			}
			return opened;
		}
		catch (RegionException ex) {
			// Without such a cause the place is not safe, which must not be ignored
			if (ex.getCause() instanceof IOException cause) {
				throw cause;
			}
			throw ex;
		}
	}

	private static Opened openIn(Path path, RegionLayout layout) {
		RegionDirectory directory = RegionDirectory.in(path);
		StatusRegion region = StatusRegion.create(directory.regionFile(), layout);
		directory.lock();
		return new Opened(directory, region);
	}

	/**
	 * A region that was created.
	 *
	 * @param directory the daemon's files in its directory
	 * @param region the region
	 */
	public record Opened(RegionDirectory directory, StatusRegion region) implements AutoCloseable {

		@Override
		public void close() {
			this.region.close();
			this.directory.close();
		}

	}

}
