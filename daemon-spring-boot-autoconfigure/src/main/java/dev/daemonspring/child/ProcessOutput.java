package dev.daemonspring.child;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jspecify.annotations.Nullable;

/**
 * Standard output and error of a worker process, which it shares with the daemon and
 * other worker processes: every line is prefixed with the name of its worker and written
 * as a whole, by a single system call.
 */
final class ProcessOutput {

	private static final InheritableThreadLocal<@Nullable String> threadLabel = new InheritableThreadLocal<>();

	private static volatile String processLabel = "";

	private final List<Lines> streams = new CopyOnWriteArrayList<>();

	private volatile boolean structured;

	ProcessOutput() {
	}

	static ProcessOutput install(String label) {
		ProcessOutput output = new ProcessOutput();
		output.label(label);
		System.setOut(output.stream(new FileOutputStream(FileDescriptor.out), "stdout.encoding"));
		System.setErr(output.stream(new FileOutputStream(FileDescriptor.err), "stderr.encoding"));
		return output;
	}

	/**
	 * Set the name of the process.
	 * @param label the name of the worker, or of the process that workers share
	 */
	void label(String label) {
		processLabel = label;
	}

	/**
	 * Set the name of the worker for the current thread and for the threads that it
	 * starts.
	 * @param label the name of the worker
	 */
	void labelThread(String label) {
		threadLabel.set(label);
	}

	/**
	 * Return the name that prefixes the output of the current thread.
	 * @return the name of the worker, or of the process that workers share
	 */
	static String currentLabel() {
		String ofThread = threadLabel.get();
		return (ofThread != null) ? ofThread : processLabel;
	}

	private static byte[] currentPrefix() {
		return ("[" + currentLabel() + "] ").getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Write lines without a prefix: a structured log has the worker in a field of its
	 * own.
	 */
	void structured() {
		this.structured = true;
	}

	PrintStream stream(OutputStream target, String encodingProperty) {
		String encoding = System.getProperty(encodingProperty);
		Charset charset = (encoding != null) ? Charset.forName(encoding) : Charset.defaultCharset();
		Lines lines = new Lines(target);
		this.streams.add(lines);
		return new PrintStream(lines, false, charset);
	}

	/**
	 * Complete unfinished lines: the process is ending, and the output of others must not
	 * continue them.
	 */
	void end() {
		for (Lines stream : this.streams) {
			try {
				stream.end();
			}
			catch (IOException ex) {
				// Nobody is left to read it
			}
		}
	}

	/**
	 * Gathers bytes into lines.
	 */
	private final class Lines extends OutputStream {

		private static final int LONGEST = 64 * 1024;

		private final OutputStream target;

		private byte[] line = new byte[512];

		private int length;

		private boolean fresh = true;

		private Lines(OutputStream target) {
			this.target = target;
		}

		@Override
		public synchronized void write(int value) throws IOException {
			if (this.fresh) {
				this.fresh = false;
				if (!ProcessOutput.this.structured) {
					for (byte prefixed : currentPrefix()) {
						append(prefixed);
					}
				}
			}
			append((byte) value);
			if (value == '\n') {
				this.fresh = true;
				emit();
			}
			else if (this.length >= LONGEST) {
				emit();
			}
		}

		@Override
		public synchronized void write(byte[] bytes, int offset, int count) throws IOException {
			for (int i = offset; i < offset + count; i++) {
				write(bytes[i]);
			}
		}

		/**
		 * Write the part of a line that there is, because its author wants it to be seen.
		 * The rest of the line gets no prefix of its own.
		 */
		@Override
		public synchronized void flush() throws IOException {
			if (this.length > 0) {
				emit();
			}
		}

		private synchronized void end() throws IOException {
			if (!this.fresh) {
				write('\n');
			}
		}

		private void append(byte value) {
			if (this.length == this.line.length) {
				this.line = Arrays.copyOf(this.line, this.length * 2);
			}
			this.line[this.length++] = value;
		}

		private void emit() throws IOException {
			int count = this.length;
			this.length = 0;
			this.target.write(this.line, 0, count);
		}

	}

}
