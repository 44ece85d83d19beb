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
 * The daemon's end of the control pipe of a worker process. Messages are written in their
 * order on a thread that the pipe has while there is something to write, so that nobody
 * waits for a process that does not read: one that was stopped, or that swaps. A message
 * equal to one that still waits is not sent twice; that keeps the queue short, and the
 * process looks for whatever it means when it comes to read it. Thread-safe.
 */
final class ControlPipe {

	private static final long PAUSE = Duration.ofMillis(100).toNanos();

	private final OutputStream out;

	private final Executor writers;

	private final Set<ControlMessage> waiting = new LinkedHashSet<>();

	private boolean writing;

	private boolean closed;

	/**
	 * Create a control pipe.
	 * @param out the standard input of a process
	 * @param writers gives a thread to each pipe that has something to write
	 */
	ControlPipe(OutputStream out, Executor writers) {
		this.out = out;
		this.writers = writers;
	}

	/**
	 * Send a message. Does not wait. When there is no thread to write it, the message
	 * goes with the next one.
	 * @param message the message
	 */
	synchronized void send(ControlMessage message) {
		if (!this.closed) {
			this.waiting.add(message);
			beginToWrite();
		}
	}

	/**
	 * Close the pipe: the process is gone. Does not wait.
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
			// Threads are short, or the daemon ends; what was not heard is repeated
		}
	}

	private void write() {
		try {
			for (ControlMessage next = next(); next != null; next = next()) {
				writeSurely(next);
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
	 * Write a message, also if there is no memory for it at first: a process that never
	 * hears what it is to be waits for ever.
	 */
	private void writeSurely(ControlMessage message) throws IOException {
		while (true) {
			try {
				message.writeTo(this.out);
				return;
			}
			catch (OutOfMemoryError ex) {
				LockSupport.parkNanos(this, PAUSE);
			}
		}
	}

	/**
	 * Return the next message; after the last one nobody writes any more.
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
