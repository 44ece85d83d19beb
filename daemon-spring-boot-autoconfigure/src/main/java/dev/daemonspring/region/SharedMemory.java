package dev.daemonspring.region;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Access to mapped pages by offset. Thread-safe within the memory ordering that the name
 * of each method states. Only {@link #getBytes} allocates, and none makes a system call;
 * words are never torn, because their offsets are multiples of their size.
 */
final class SharedMemory {

	private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

	private final ByteBuffer buffer;

	SharedMemory(ByteBuffer buffer) {
		this.buffer = buffer;
	}

	long getLong(int offset) {
		return (long) LONGS.getOpaque(this.buffer, offset);
	}

	long getLongAcquire(int offset) {
		return (long) LONGS.getAcquire(this.buffer, offset);
	}

	long getLongVolatile(int offset) {
		return (long) LONGS.getVolatile(this.buffer, offset);
	}

	void setLong(int offset, long value) {
		LONGS.setOpaque(this.buffer, offset, value);
	}

	void setLongRelease(int offset, long value) {
		LONGS.setRelease(this.buffer, offset, value);
	}

	void setLongVolatile(int offset, long value) {
		LONGS.setVolatile(this.buffer, offset, value);
	}

	long addLong(int offset, long value) {
		return (long) LONGS.getAndAdd(this.buffer, offset, value);
	}

	boolean compareAndSetLong(int offset, long expected, long value) {
		return LONGS.compareAndSet(this.buffer, offset, expected, value);
	}

	// The int must not be widened to a long by the caller right away. The optimizing
	// compiler would fuse both into one instruction (movslq), and if that faults because
	// the file was truncated, HotSpot can't decode it and aborts (seen with 17 and 25 on
	// x86-64).
	int getInt(int offset) {
		return (int) INTS.getOpaque(this.buffer, offset);
	}

	int getIntAcquire(int offset) {
		return (int) INTS.getAcquire(this.buffer, offset);
	}

	void setInt(int offset, int value) {
		INTS.setOpaque(this.buffer, offset, value);
	}

	void setIntRelease(int offset, int value) {
		INTS.setRelease(this.buffer, offset, value);
	}

	byte[] getBytes(int offset, int length) {
		byte[] bytes = new byte[length];
		this.buffer.get(offset, bytes);
		return bytes;
	}

	void setBytes(int offset, byte[] bytes, int length) {
		this.buffer.put(offset, bytes, 0, length);
	}

}
