package dev.daemonspring.region;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The descriptions of meters as bytes: their count, then for each the code of its kind in
 * one byte, name, unit, description, the tags, the bounds of the buckets and the
 * percentiles. Texts are a length in two bytes, 65535 for none, and UTF-8; lists are a
 * length in two bytes and their elements. Numbers are in network order.
 * <p>
 * Reading is bounded by the bytes that there are and by a number of series, whatever the
 * bytes say.
 */
final class MeterSchema {

	private static final int NONE = 0xFFFF;

	private static final int LONGEST_TEXT = 8 * 1024;

	private MeterSchema() {
	}

	static byte[] encode(List<MeterDescription> meters) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(meters.size() * 100 + Integer.BYTES);
		try (DataOutputStream out = new DataOutputStream(bytes)) {
			out.writeInt(meters.size());
			for (MeterDescription meter : meters) {
				write(meter, out);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

	private static void write(MeterDescription meter, DataOutputStream out) throws IOException {
		out.writeByte(meter.kind().code());
		writeText(meter.name(), out);
		writeText(meter.unit(), out);
		writeText(meter.description(), out);
		out.writeShort(meter.tags().size());
		for (String tag : meter.tags()) {
			writeText(tag, out);
		}
		writeNumbers(meter.buckets(), out);
		writeNumbers(meter.percentiles(), out);
	}

	private static void writeText(@Nullable String text, DataOutputStream out) throws IOException {
		if (text == null) {
			out.writeShort(NONE);
			return;
		}
		byte[] bytes = Utf8.truncate(text, LONGEST_TEXT);
		out.writeShort(bytes.length);
		out.write(bytes);
	}

	private static void writeNumbers(List<Double> numbers, DataOutputStream out) throws IOException {
		out.writeShort(numbers.size());
		for (double number : numbers) {
			out.writeDouble(number);
		}
	}

	/**
	 * Read descriptions.
	 * @param bytes the bytes
	 * @param maxSeries how many series they may make up
	 * @return the descriptions
	 * @throws MetricsFormatException if the bytes are something else
	 */
	static List<MeterDescription> decode(byte[] bytes, int maxSeries) {
		ByteBuffer in = ByteBuffer.wrap(bytes);
		try {
			int count = in.getInt();
			if (count < 0 || count > maxSeries) {
				throw new MetricsFormatException("'" + count + "' meters are more than " + maxSeries);
			}
			List<MeterDescription> meters = new ArrayList<>(Math.min(count, bytes.length));
			int series = 0;
			for (int i = 0; i < count; i++) {
				MeterDescription meter = read(in);
				series += meter.series();
				if (series > maxSeries) {
					throw new MetricsFormatException("The meters have more than " + maxSeries + " series");
				}
				meters.add(meter);
			}
			return List.copyOf(meters);
		}
		catch (BufferUnderflowException ex) {
			throw new MetricsFormatException("The descriptions end after '" + bytes.length + "' bytes, in the middle");
		}
	}

	private static MeterDescription read(ByteBuffer in) {
		MeterKind kind = MeterKind.ofCode(in.get());
		String name = readText(in);
		if (name == null) {
			throw new MetricsFormatException("A meter has no name");
		}
		String unit = readText(in);
		String description = readText(in);
		List<String> tags = readTags(in);
		List<Double> buckets = readNumbers(in);
		List<Double> percentiles = readNumbers(in);
		if (!kind.isDistribution() && !(buckets.isEmpty() && percentiles.isEmpty())) {
			throw new MetricsFormatException("A meter of the kind '" + kind + "' has buckets or percentiles");
		}
		return new MeterDescription(name, kind, unit, description, tags, buckets, percentiles);
	}

	private static List<String> readTags(ByteBuffer in) {
		int size = in.getShort() & NONE;
		if (size % 2 != 0) {
			throw new MetricsFormatException("'" + size + "' keys and values of tags are no pairs");
		}
		List<String> tags = new ArrayList<>(Math.min(size, in.remaining()));
		for (int i = 0; i < size; i++) {
			String tag = readText(in);
			if (tag == null) {
				throw new MetricsFormatException("A tag has no text");
			}
			tags.add(tag);
		}
		return tags;
	}

	private static @Nullable String readText(ByteBuffer in) {
		int length = in.getShort() & NONE;
		if (length == NONE) {
			return null;
		}
		if (length > in.remaining()) {
			throw new BufferUnderflowException();
		}
		String text = new String(in.array(), in.position(), length, StandardCharsets.UTF_8);
		in.position(in.position() + length);
		return text;
	}

	private static List<Double> readNumbers(ByteBuffer in) {
		int size = in.getShort() & NONE;
		if (size * Double.BYTES > in.remaining()) {
			throw new BufferUnderflowException();
		}
		List<Double> numbers = new ArrayList<>(size);
		for (int i = 0; i < size; i++) {
			numbers.add(in.getDouble());
		}
		return numbers;
	}

}
