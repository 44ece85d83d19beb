package dev.daemonspring.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.function.Supplier;

/**
 * A relay that copies what a worker process writes to an output of this JVM, line by
 * line: a test framework captures {@code System.out}, and reports as corrupted what
 * bypasses it through the descriptor that a process would inherit. It ends at the end of
 * the stream, which is when the process, and every process that has inherited the same
 * output, has ended.
 */
final class OutputRelay implements Runnable {

	/**
	 * A longer line is passed on in pieces.
	 */
	private static final int LONGEST = 64 * 1024;

	private final InputStream source;

	private final Supplier<PrintStream> target;

	private final ByteArrayOutputStream line = new ByteArrayOutputStream(512);

	/**
	 * Create a relay, to be run on a thread of its own.
	 * @param source what the process writes
	 * @param target supplies the output, anew for each line
	 */
	OutputRelay(InputStream source, Supplier<PrintStream> target) {
		this.source = source;
		this.target = target;
	}

	/**
	 * Copy what a process writes to {@code System.out} and {@code System.err}, as they
	 * are set when a line is written.
	 * @param process a process whose outputs are pipes
	 */
	static void start(Process process) {
		start(process, "out", new OutputRelay(process.getInputStream(), () -> System.out));
		start(process, "err", new OutputRelay(process.getErrorStream(), () -> System.err));
	}

	private static void start(Process process, String name, OutputRelay relay) {
		Thread thread = new Thread(relay, "daemon-" + name + "-" + process.pid());
		thread.setDaemon(true);
		thread.start();
	}

	@Override
	public void run() {
		byte[] buffer = new byte[8 * 1024];
		try (InputStream input = this.source) {
			for (int count = input.read(buffer); count != -1; count = input.read(buffer)) {
				pass(buffer, count);
			}
		}
		catch (IOException ex) {
			// Nothing more can be read
		}
		passLine();
	}

	private void pass(byte[] bytes, int count) {
		for (int i = 0; i < count; i++) {
			this.line.write(bytes[i]);
			if (bytes[i] == '\n' || this.line.size() >= LONGEST) {
				passLine();
			}
		}
	}

	private void passLine() {
		if (this.line.size() > 0) {
			// In one call, so that no other thread writes into the line
			this.target.get().write(this.line.toByteArray(), 0, this.line.size());
			this.line.reset();
		}
	}

}
