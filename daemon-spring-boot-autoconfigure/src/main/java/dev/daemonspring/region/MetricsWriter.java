package dev.daemonspring.region;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The worker process's side of a metrics file. Not thread-safe: there is one writer, the
 * metrics thread of the process. What exceeds the file's number of series or its size is
 * left out, the last meters first, and the reader told how many.
 */
public final class MetricsWriter {

	private static final long MOST = Long.MAX_VALUE / 2;

	private final SharedMemory memory;

	private final MetricsLayout layout;

	private final long generation;

	private int next;

	private long number;

	private long schemaNumber;

	private @Nullable Schema schema;

	private MetricsWriter(SharedMemory memory, MetricsLayout layout) {
		this.memory = memory;
		this.layout = layout;
		this.generation = memory.getLongAcquire(MetricsFileDescriptor.FILE_GENERATION_OFFSET) + 1;
		memory.setLongRelease(MetricsFileDescriptor.FILE_GENERATION_OFFSET, this.generation);
		takeOver();
	}

	/**
	 * Open a file that the daemon has created, as the next process that writes it.
	 * @param file the file
	 * @return the writer
	 * @throws RegionException if the file is no metrics file
	 */
	public static MetricsWriter open(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
				LinkOption.NOFOLLOW_LINKS)) {
			MetricsLayout layout = MetricsFileHeader.read(file, channel);
			return new MetricsWriter(new SharedMemory(channel.map(FileChannel.MapMode.READ_WRITE, 0, layout.size())),
					layout);
		}
		catch (IOException ex) {
			throw MetricsFileHeader.failure(file, "can't be opened: " + ex, ex);
		}
	}

	/**
	 * Begin with the buffer that is not the last whole one: that is the last word of the
	 * process before, which the daemon may not have read yet.
	 */
	private void takeOver() {
		for (int buffer = 0; buffer < MetricsFileDescriptor.BUFFERS; buffer++) {
			int start = MetricsFileDescriptor.buffer(this.layout, buffer);
			long written = this.memory.getLong(start + MetricsFileDescriptor.NUMBER_OFFSET);
			boolean whole = (this.memory.getLongAcquire(start + MetricsFileDescriptor.SEQLOCK_OFFSET) & 1) == 0;
			if (whole && written > this.number && written < MOST) {
				this.number = written;
				this.next = 1 - buffer;
			}
		}
	}

	/**
	 * Return the number of the daemon's last request.
	 * @return the number, which the snapshot taken after this call answers
	 */
	public long requested() {
		return this.memory.getLongAcquire(MetricsFileDescriptor.REQUESTED_OFFSET);
	}

	/**
	 * Return the number of series that the file takes.
	 * @return the number of series
	 */
	public int maxSeries() {
		return this.layout.maxSeries();
	}

	/**
	 * Write a snapshot.
	 * @param meters what the values are; encoded anew only if it is another list than the
	 * one before
	 * @param values the values of all meters
	 * @param leftOut how many series the caller has left out
	 * @param request the request that the snapshot answers
	 */
	public void write(List<MeterDescription> meters, double[] values, int leftOut, long request) {
		Schema fitting = schema(meters);
		int start = MetricsFileDescriptor.buffer(this.layout, this.next);
		SharedMemory target = this.memory;
		long writing = target.getLong(start + MetricsFileDescriptor.SEQLOCK_OFFSET) | 1;
		target.setLong(start + MetricsFileDescriptor.SEQLOCK_OFFSET, writing);
		VarHandle.storeStoreFence();
		target.setLong(start + MetricsFileDescriptor.GENERATION_OFFSET, this.generation);
		target.setLong(start + MetricsFileDescriptor.PID_OFFSET, ProcessHandle.current().pid());
		target.setLong(start + MetricsFileDescriptor.NUMBER_OFFSET, ++this.number);
		target.setLong(start + MetricsFileDescriptor.WRITTEN_AT_OFFSET, System.currentTimeMillis());
		target.setLong(start + MetricsFileDescriptor.SCHEMA_NUMBER_OFFSET, this.schemaNumber);
		target.setInt(start + MetricsFileDescriptor.LEFT_OUT_OFFSET, leftOut + fitting.leftOut);
		target.setInt(start + MetricsFileDescriptor.SCHEMA_LENGTH_OFFSET, fitting.bytes.length);
		target.setInt(start + MetricsFileDescriptor.VALUES_OFFSET, fitting.values);
		target.setBytes(start + MetricsFileDescriptor.SCHEMA_OFFSET, fitting.bytes, fitting.bytes.length);
		int position = start + MetricsFileDescriptor.values(fitting.bytes.length);
		for (int i = 0; i < fitting.values; i++) {
			target.setLong(position + i * Double.BYTES, Double.doubleToRawLongBits(values[i]));
		}
		target.setLongRelease(start + MetricsFileDescriptor.SEQLOCK_OFFSET, writing + 1);
		this.next = 1 - this.next;
		target.setLongRelease(MetricsFileDescriptor.ANSWERED_OFFSET, request);
	}

	/**
	 * Answer a request without values.
	 * @param request the request
	 */
	public void decline(long request) {
		this.memory.setLongRelease(MetricsFileDescriptor.ANSWERED_OFFSET, request);
	}

	private Schema schema(List<MeterDescription> meters) {
		Schema known = this.schema;
		if (known == null || known.meters != meters) {
			known = fit(meters);
			this.schema = known;
			this.schemaNumber++;
		}
		return known;
	}

	/**
	 * Take as many meters as the file has room for, from the first on.
	 */
	private Schema fit(List<MeterDescription> meters) {
		int room = this.layout.bufferSize() - MetricsFileDescriptor.values(Integer.BYTES) - Long.BYTES;
		int count = 0;
		int values = 0;
		int series = 0;
		for (MeterDescription meter : meters) {
			room -= MeterSchema.encode(List.of(meter)).length - Integer.BYTES + meter.values() * Double.BYTES;
			if (room < 0 || series + meter.series() > this.layout.maxSeries()) {
				break;
			}
			count++;
			values += meter.values();
			series += meter.series();
		}
		int leftOut = meters.subList(count, meters.size()).stream().mapToInt(MeterDescription::series).sum();
		return new Schema(meters, MeterSchema.encode(meters.subList(0, count)), values, leftOut);
	}

	/**
	 * The part of the meters that fits.
	 */
	private static final class Schema {

		private final List<MeterDescription> meters;

		private final byte[] bytes;

		private final int values;

		private final int leftOut;

		private Schema(List<MeterDescription> meters, byte[] bytes, int values, int leftOut) {
			this.meters = meters;
			this.bytes = bytes;
			this.values = values;
			this.leftOut = leftOut;
		}

	}

}
