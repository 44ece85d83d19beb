package dev.daemonspring.region;

import java.io.IOException;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Reads the snapshots in a metrics file, whether their writer is alive or dead. Every
 * read is bounded, whatever the file contains: by the size of a buffer, by the number of
 * series, and by a few attempts where a writer is at work. Thread-safe.
 */
public final class MetricsReader {

	private static final int ATTEMPTS = 5;

	private final SharedMemory memory;

	private final MetricsLayout layout;

	private final @Nullable Schema[] schemas = new Schema[MetricsFileDescriptor.BUFFERS];

	MetricsReader(SharedMemory memory, MetricsLayout layout) {
		this.memory = memory;
		this.layout = layout;
	}

	/**
	 * Open a file that a daemon, alive or dead, has created.
	 * @param file the file
	 * @return a reader, which changes nothing
	 * @throws RegionException if the file is no metrics file
	 */
	public static MetricsReader open(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
			MetricsLayout layout = MetricsFileHeader.read(file, channel);
			return new MetricsReader(new SharedMemory(channel.map(FileChannel.MapMode.READ_ONLY, 0, layout.size())),
					layout);
		}
		catch (IOException ex) {
			throw MetricsFileHeader.failure(file, "can't be opened: " + ex, ex);
		}
	}

	/**
	 * Read what the file contains.
	 * @return the snapshots that are whole, and what is wrong with the others
	 */
	public synchronized MetricsRead read() {
		List<MetricsSnapshot> snapshots = new ArrayList<>(MetricsFileDescriptor.BUFFERS);
		String defect = null;
		for (int buffer = 0; buffer < MetricsFileDescriptor.BUFFERS; buffer++) {
			try {
				MetricsSnapshot snapshot = read(buffer);
				if (snapshot != null) {
					snapshots.add(snapshot);
				}
			}
			catch (MetricsFormatException ex) {
				defect = ex.getMessage();
			}
		}
		snapshots
			.sort(Comparator.comparingLong(MetricsSnapshot::generation).thenComparingLong(MetricsSnapshot::number));
		return new MetricsRead(snapshots, defect);
	}

	/**
	 * Read a buffer.
	 * @return the snapshot, or {@code null} if the buffer has none, or is being written
	 * or was when its writer died
	 */
	private @Nullable MetricsSnapshot read(int buffer) {
		int start = MetricsFileDescriptor.buffer(this.layout, buffer);
		for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
			long sequence = this.memory.getLongAcquire(start + MetricsFileDescriptor.SEQLOCK_OFFSET);
			if (sequence == 0) {
				return null;
			}
			if ((sequence & 1) == 0) {
				Copy copy = copy(start);
				VarHandle.acquireFence();
				if (this.memory.getLong(start + MetricsFileDescriptor.SEQLOCK_OFFSET) == sequence) {
					return snapshot(buffer, copy);
				}
			}
			Thread.onSpinWait();
		}
		return null;
	}

	private Copy copy(int start) {
		byte[] fields = this.memory.getBytes(start, MetricsFileDescriptor.SCHEMA_OFFSET);
		ByteBuffer numbers = ByteBuffer.wrap(fields).order(ByteOrder.nativeOrder());
		int schemaLength = numbers.getInt(MetricsFileDescriptor.SCHEMA_LENGTH_OFFSET);
		int values = numbers.getInt(MetricsFileDescriptor.VALUES_OFFSET);
		int room = this.layout.bufferSize() - MetricsFileDescriptor.SCHEMA_OFFSET;
		if (schemaLength < 0 || schemaLength > room || values < 0 || MetricsFileDescriptor.values(schemaLength)
				+ (long) values * Double.BYTES > this.layout.bufferSize()) {
			return new Copy(numbers, new byte[0], new byte[0], "A schema of '" + schemaLength + "' bytes and '" + values
					+ "' values do not fit into " + room + " bytes");
		}
		return new Copy(numbers, this.memory.getBytes(start + MetricsFileDescriptor.SCHEMA_OFFSET, schemaLength),
				this.memory.getBytes(start + MetricsFileDescriptor.values(schemaLength), values * Double.BYTES), null);
	}

	private MetricsSnapshot snapshot(int buffer, Copy copy) {
		if (copy.defect != null) {
			throw new MetricsFormatException(copy.defect);
		}
		long generation = copy.numbers.getLong(MetricsFileDescriptor.GENERATION_OFFSET);
		long schemaNumber = copy.numbers.getLong(MetricsFileDescriptor.SCHEMA_NUMBER_OFFSET);
		Schema schema = schema(buffer, new Schema(generation, schemaNumber, copy.schema, List.of(), 0));
		double[] values = new double[copy.values.length / Double.BYTES];
		if (values.length != schema.values) {
			throw new MetricsFormatException(
					"There are '" + values.length + "' values, and the schema describes " + schema.values);
		}
		ByteBuffer.wrap(copy.values).order(ByteOrder.nativeOrder()).asDoubleBuffer().get(values);
		return new MetricsSnapshot(generation, copy.numbers.getLong(MetricsFileDescriptor.PID_OFFSET),
				copy.numbers.getLong(MetricsFileDescriptor.NUMBER_OFFSET),
				copy.numbers.getLong(MetricsFileDescriptor.WRITTEN_AT_OFFSET),
				copy.numbers.getInt(MetricsFileDescriptor.LEFT_OUT_OFFSET), schema.meters, values);
	}

	/**
	 * Return the schema of a buffer, read only if no buffer had the same before: the
	 * bytes decide, not what is said of them.
	 */
	private Schema schema(int buffer, Schema read) {
		for (Schema known : this.schemas) {
			if (known != null && known.isSame(read)) {
				this.schemas[buffer] = known;
				return known;
			}
		}
		List<MeterDescription> meters = MeterSchema.decode(read.bytes, this.layout.maxSeries());
		int values = meters.stream().mapToInt(MeterDescription::values).sum();
		Schema decoded = new Schema(read.generation, read.number, read.bytes, meters, values);
		this.schemas[buffer] = decoded;
		return decoded;
	}

	/**
	 * What was copied from a buffer, before it is known whether it was whole.
	 */
	@SuppressWarnings("ArrayRecordComponent")
	private record Copy(ByteBuffer numbers, byte[] schema, byte[] values, @Nullable String defect) {
	}

	/**
	 * A schema that was read.
	 */
	private static final class Schema {

		private final long generation;

		private final long number;

		private final byte[] bytes;

		private final List<MeterDescription> meters;

		private final int values;

		private Schema(long generation, long number, byte[] bytes, List<MeterDescription> meters, int values) {
			this.generation = generation;
			this.number = number;
			this.bytes = bytes;
			this.meters = meters;
			this.values = values;
		}

		private boolean isSame(Schema other) {
			return this.generation == other.generation && this.number == other.number
					&& Arrays.equals(this.bytes, other.bytes);
		}

	}

}
