package dev.daemonspring.process;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.ControlMessage;

/**
 * The daemon's end of the control pipe of a worker process. Messages are written in
 * order, on a thread that the pipe holds only while there is something to write, so that
 * no caller waits for a process that does not read because it is stopped or swapped out.
 * A message equal to one that is still queued is not queued again: that keeps the queue
 * short, and the process acts on the current state when it reads the message.
 * Thread-safe.
 */
final class ControlPipe {

	private static final long PAUSE = Duration.ofMillis(100).toNanos();

	/**
	 * A pipe takes 64 KiB; messages are small but for the first.
	 */
	private static final int SURE_TO_FIT = 32 * 1024;

	private final OutputStream out;

	private final Executor writers;

	private final Set<ControlMessage> waiting = new LinkedHashSet<>();

	private boolean writing;

	/**
	 * How many bytes were written so far. Written by one thread at a time.
	 */
	private volatile long written;

	private boolean closed;

	/**
	 * Create a control pipe.
	 * @param out the standard input of a process
	 * @param writers runs the writer of each pipe that has something to write
	 */
	ControlPipe(OutputStream out, Executor writers) {
		this.out = out;
		this.writers = writers;
	}

	/**
	 * Send a message, without blocking. If no thread is available to write it, it is
	 * written together with the next message.
	 * @param message the message
	 */
	synchronized void send(ControlMessage message) {
		if (!this.closed) {
			this.waiting.add(message);
			beginToWrite();
		}
	}

	/**
	 * Send a message to a process that has read all the others. It is written at once, on
	 * the current thread, if it is sure to fit into the pipe, whether the process reads
	 * or not.
	 * @param message the message
	 */
	synchronized void sendAtOnce(ControlMessage message) {
		if (this.closed || this.writing || !this.waiting.isEmpty() || this.written > SURE_TO_FIT) {
			send(message);
			return;
		}
		try {
			write(message);
		}
		catch (IOException ex) {
			// The process is gone; its exit is on its way
		}
		catch (OutOfMemoryError ex) {
			// The other thread tries until there is memory
			send(message);
		}
	}

	/**
	 * Close the pipe, without blocking: the process is gone.
	 */
	synchronized void close() {
		this.closed = true;
		this.waiting.clear();
		beginToWrite();
	}

	private void beginToWrite() {
		if (this.writing) {
			return;
		}
		try {
			this.writers.execute(this::write);
			this.writing = true;
		}
		catch (RejectedExecutionException | OutOfMemoryError ex) {
			// No thread is available, or the daemon ends; unanswered ones are repeated
		}
	}

	private void write() {
		try {
			for (ControlMessage next = next(); next != null; next = next()) {
				writeWithRetries(next);
			}
		}
		catch (IOException ex) {
			// The process is gone; its exit is on its way
			stopWriting();
		}
		catch (RuntimeException | Error ex) {
			stopWriting();
			throw ex;
		}
	}

	/**
	 * Write a message, and try again as long as memory is short: a process that never
	 * receives its assignment waits for ever.
	 */
	private void writeWithRetries(ControlMessage message) throws IOException {
		while (true) {
			try {
				write(message);
				return;
			}
			catch (OutOfMemoryError ex) {
				LockSupport.parkNanos(this, PAUSE);
			}
		}
	}

	private void write(ControlMessage message) throws IOException {
		byte[] bytes = message.toBytes();
		this.written += bytes.length;
		this.out.write(bytes);
		this.out.flush();
	}

	/**
	 * Return the next message, or {@code null} after the last one, when writing has
	 * stopped.
	 */
	private synchronized @Nullable ControlMessage next() throws IOException {
		Iterator<ControlMessage> messages = this.waiting.iterator();
		if (messages.hasNext()) {
			ControlMessage next = messages.next();
			messages.remove();
			return next;
		}
		stopWriting();
		if (this.closed) {
			this.out.close();
		}
		return null;
	}

	private synchronized void stopWriting() {
		this.writing = false;
	}

}
