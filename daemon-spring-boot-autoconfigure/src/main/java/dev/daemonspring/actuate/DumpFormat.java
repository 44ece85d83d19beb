package dev.daemonspring.actuate;

import org.springframework.boot.actuate.endpoint.Producible;
import org.springframework.util.MimeType;
import org.springframework.util.MimeTypeUtils;

/**
 * The formats of dumps, of which the caller's {@code Accept} chooses one.
 */
public enum DumpFormat implements Producible<DumpFormat> {

	/**
	 * Threads as plain text.
	 */
	TEXT(MimeType.valueOf("text/plain;charset=UTF-8")),

	/**
	 * Threads as JSON.
	 */
	JSON(MimeTypeUtils.APPLICATION_JSON),

	/**
	 * A heap.
	 */
	BINARY(MimeTypeUtils.APPLICATION_OCTET_STREAM);

	private final MimeType mimeType;

	DumpFormat(MimeType mimeType) {
		this.mimeType = mimeType;
	}

	@Override
	public MimeType getProducedMimeType() {
		return this.mimeType;
	}

	@Override
	public boolean isDefault() {
		return this == JSON;
	}

}
