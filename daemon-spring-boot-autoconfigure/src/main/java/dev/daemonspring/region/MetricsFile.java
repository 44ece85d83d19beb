package dev.daemonspring.region;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The daemon's side of a metrics file: creates it with its disk space actually allocated,
 * asks for values, reads them and finally deletes it. The processes of a worker write it
 * one after the other, so neither their number nor their restarts make it grow.
 * Thread-safe.
 */
public final class MetricsFile implements AutoCloseable {

	private static final byte[] ZEROS = new byte[64 * 1024];

	private final Path path;

	private final RandomAccessFile file;

	private final MetricsLayout layout;

	private final SharedMemory memory;

	private final MetricsReader reader;

	private volatile boolean closed;

	private MetricsFile(Path path, RandomAccessFile file, MetricsLayout layout) throws IOException {
		this.path = path;
		this.file = file;
		this.layout = layout;
		this.memory = new SharedMemory(file.getChannel().map(FileChannel.MapMode.READ_WRITE, 0, layout.size()));
		this.reader = new MetricsReader(this.memory, layout);
	}

	/**
	 * Create a file in the directory of a status region, with mode 0600.
	 * @param region the file of the region
	 * @param index the index of the file among those of the region
	 * @param layout the dimensions
	 * @return the file
	 * @throws RegionException if it can't be created, or there is too little space
	 */
	public static MetricsFile create(Path region, int index, MetricsLayout layout) {
		Path path = pathOf(region, index);
		try (FileChannel created = PrivateFiles.create(path)) {
			allocate(created, layout);
			return new MetricsFile(path, new RandomAccessFile(path.toFile(), "rw"), layout);
		}
		catch (IOException ex) {
			delete(path);
			throw new RegionException(("The metrics file '%s' of %d bytes can't be created: %s. Free space there, set"
					+ " 'daemon.directory' to a directory with more of it, or lower 'daemon.metrics.max-size'.")
				.formatted(path, layout.size(), ex), ex);
		}
	}

	/**
	 * Return where a metrics file lies.
	 * @param region the file of the region
	 * @param index the index of the file among those of the region
	 * @return the path
	 */
	public static Path pathOf(Path region, int index) {
		return region.resolveSibling(region.getFileName() + MetricsFiles.INFIX + index);
	}

	// Actually write zeros, so that a full file system is an error now and not a fault
	// when a worker process touches the mapped page
	private static void allocate(FileChannel channel, MetricsLayout layout) throws IOException {
		for (int remaining = layout.size(); remaining > 0; remaining -= ZEROS.length) {
			ByteBuffer zeros = ByteBuffer.wrap(ZEROS, 0, Math.min(remaining, ZEROS.length));
			while (zeros.hasRemaining()) {
				channel.write(zeros);
			}
		}
		ByteBuffer header = ByteBuffer.allocate(MetricsFileDescriptor.REQUESTED_OFFSET).order(ByteOrder.nativeOrder());
		header.putLong(MetricsFileDescriptor.MAGIC_OFFSET, MetricsFileDescriptor.MAGIC);
		header.putInt(MetricsFileDescriptor.MAX_SERIES_OFFSET, layout.maxSeries());
		header.putInt(MetricsFileDescriptor.MAX_SIZE_OFFSET, layout.maxSize());
		header.putInt(MetricsFileDescriptor.LAYOUT_VERSION_OFFSET, MetricsFileDescriptor.LAYOUT_VERSION);
		channel.write(header, 0);
	}

	/**
	 * Return the file.
	 * @return the absolute path
	 */
	public Path path() {
		return this.path;
	}

	/**
	 * Note that values are wanted. The process has to be rung for it to see that.
	 * @return the number of the request
	 */
	public synchronized long request() {
		if (!isIntact()) {
			return 0;
		}
		long request = this.memory.getLong(MetricsFileDescriptor.REQUESTED_OFFSET) + 1;
		this.memory.setLongRelease(MetricsFileDescriptor.REQUESTED_OFFSET, request);
		return request;
	}

	/**
	 * Return whether the values in the file are as young as a request.
	 * @param request the number of the request
	 * @return whether the process has answered it
	 */
	public boolean isAnswered(long request) {
		return !isIntact() || this.memory.getLongAcquire(MetricsFileDescriptor.ANSWERED_OFFSET) >= request;
	}

	/**
	 * Read what the file contains.
	 * @return the snapshots that are whole, and what is wrong with the others
	 */
	public MetricsRead read() {
		return isIntact() ? this.reader.read() : MetricsRead.defective("the file was truncated or closed");
	}

	// For tests, which damage it.
	SharedMemory memory() {
		return this.memory;
	}

	/**
	 * Touching a page beyond the end of a truncated file would be a processor fault.
	 */
	private boolean isIntact() {
		try {
			return !this.closed && this.file.length() >= this.layout.size();
		}
		catch (IOException ex) {
			// Concurrently closed by another thread
			return false;
		}
	}

	/**
	 * Delete the file. A process that has mapped it keeps its pages until it ends.
	 */
	@Override
	public void close() {
		this.closed = true;
		delete(this.path);
		try {
			this.file.close();
		}
		catch (IOException ex) {
			// Nothing was buffered
		}
	}

	private static void delete(Path path) {
		try {
			Files.deleteIfExists(path);
		}
		catch (IOException ex) {
			// Removed with the others of this daemon as soon as another one starts
		}
	}

}
