package dev.daemonspring.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Reads the header of a metrics file with ordinary file reads, so that a file that is
 * something else is rejected before any of it is mapped.
 */
final class MetricsFileHeader {

	private MetricsFileHeader() {
	}

	static MetricsLayout read(Path file, FileChannel channel) throws IOException {
		ByteBuffer header = ByteBuffer.allocate(MetricsFileDescriptor.REQUESTED_OFFSET).order(ByteOrder.nativeOrder());
		while (header.hasRemaining() && channel.read(header, header.position()) > 0) {
			// Until the header is complete or the file ends
		}
		if (header.hasRemaining()
				|| header.getLong(MetricsFileDescriptor.MAGIC_OFFSET) != MetricsFileDescriptor.MAGIC) {
			throw failure(file, "is not a metrics file", null);
		}
		int version = header.getInt(MetricsFileDescriptor.LAYOUT_VERSION_OFFSET);
		if (version != MetricsFileDescriptor.LAYOUT_VERSION) {
			throw failure(file, "has layout version '" + version + "' and not " + MetricsFileDescriptor.LAYOUT_VERSION,
					null);
		}
		MetricsLayout layout = layout(file, header);
		if (channel.size() < layout.size()) {
			throw failure(file, "has '" + channel.size() + "' bytes and not " + layout.size(), null);
		}
		return layout;
	}

	private static MetricsLayout layout(Path file, ByteBuffer header) {
		try {
			return new MetricsLayout(header.getInt(MetricsFileDescriptor.MAX_SIZE_OFFSET),
					header.getInt(MetricsFileDescriptor.MAX_SERIES_OFFSET));
		}
		catch (IllegalArgumentException ex) {
			throw failure(file, "has an impossible layout: " + ex.getMessage(), ex);
		}
	}

	static RegionException failure(Path file, String reason, @Nullable Throwable cause) {
		return new RegionException("The metrics file '" + file + "' " + reason
				+ ". Start the daemon and its worker processes from the same version.", cause);
	}

}
