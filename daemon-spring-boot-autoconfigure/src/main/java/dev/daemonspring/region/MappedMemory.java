package dev.daemonspring.region;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;

/**
 * A part of the mapped file with the memory orderings that the layout asks for. As
 * thread-safe as the ordering that each access names.
 */
final class MappedMemory {

	private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

	private final MappedByteBuffer buffer;

	MappedMemory(MappedByteBuffer buffer) {
		this.buffer = buffer;
		buffer.order(ByteOrder.nativeOrder());
	}

	long getLong(int offset) {
		return (long) LONG.getOpaque(this.buffer, offset);
	}

	long getLongAcquire(int offset) {
		return (long) LONG.getAcquire(this.buffer, offset);
	}

	int getInt(int offset) {
		return (int) INT.getOpaque(this.buffer, offset);
	}

	int getIntAcquire(int offset) {
		return (int) INT.getAcquire(this.buffer, offset);
	}

	void putLong(int offset, long value) {
		LONG.setOpaque(this.buffer, offset, value);
	}

	void putLongRelease(int offset, long value) {
		LONG.setRelease(this.buffer, offset, value);
	}

	void putInt(int offset, int value) {
		INT.setOpaque(this.buffer, offset, value);
	}

	void putIntRelease(int offset, int value) {
		INT.setRelease(this.buffer, offset, value);
	}

	void addLong(int offset, long delta) {
		LONG.getAndAdd(this.buffer, offset, delta);
	}

	boolean compareAndSetLong(int offset, long expected, long value) {
		return LONG.compareAndSet(this.buffer, offset, expected, value);
	}

	void getBytes(int offset, byte[] target) {
		this.buffer.get(offset, target);
	}

	void putBytes(int offset, byte[] source) {
		this.buffer.put(offset, source);
	}

}
