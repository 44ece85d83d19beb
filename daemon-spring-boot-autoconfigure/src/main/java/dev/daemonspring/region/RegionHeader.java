package dev.daemonspring.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * Reads the header of a region with ordinary file reads, so that a file that is not a
 * region is rejected before any of it is mapped.
 */
final class RegionHeader {

	private static final String REMEDY = "Start the daemon and its worker processes from the same version.";

	private RegionHeader() {
	}

	static RegionLayout read(Path file, FileChannel channel) throws IOException {
		ByteBuffer header = ByteBuffer.allocate(RegionDescriptor.HEARTBEAT_OFFSET).order(ByteOrder.nativeOrder());
		while (header.hasRemaining() && channel.read(header, header.position()) > 0) {
			// Until the header is complete or the file ends
		}
		if (header.hasRemaining() || header.getLong(RegionDescriptor.MAGIC_OFFSET) != RegionDescriptor.MAGIC) {
			throw RegionFile.failure(file, "is not a status region", REMEDY, null);
		}
		int version = header.getInt(RegionDescriptor.LAYOUT_VERSION_OFFSET);
		if (version != RegionDescriptor.LAYOUT_VERSION) {
			throw RegionFile.failure(file,
					"has layout version '" + version + "' and not " + RegionDescriptor.LAYOUT_VERSION, REMEDY, null);
		}
		RegionLayout layout = layout(file, header);
		long slotSize = header.getLong(RegionDescriptor.SLOT_SIZE_OFFSET);
		if (slotSize != RegionDescriptor.slotSize(layout)) {
			throw RegionFile.failure(file,
					"has slots of '" + slotSize + "' bytes and not of " + RegionDescriptor.slotSize(layout), REMEDY,
					null);
		}
		if (channel.size() < layout.size()) {
			throw RegionFile.failure(file, "has '" + channel.size() + "' bytes and not " + layout.size(),
					"Restart the daemon, and leave its file alone.", null);
		}
		return layout;
	}

	private static RegionLayout layout(Path file, ByteBuffer header) {
		try {
			return new RegionLayout(header.getInt(RegionDescriptor.SLOTS_OFFSET),
					header.getInt(RegionDescriptor.MAILBOX_SIZE_OFFSET),
					header.getInt(RegionDescriptor.MAILBOX_CELLS_OFFSET));
		}
		catch (IllegalArgumentException ex) {
			throw RegionFile.failure(file, "has an impossible layout: " + ex.getMessage(), REMEDY, ex);
		}
	}

}
