package org.example.counting;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import dev.daemonspring.worker.WorkerLoop;

/**
 * Notes, several times in each iteration, that this process is at work, by the monotonic
 * clock of the machine.
 */
class Counter implements WorkerLoop {

	private static final int NOTES = 4;

	private static final long WORK_MILLIS = 5;

	private final Path file;

	private FileChannel notes;

	/**
	 * Create a counter.
	 * @param directory where to note
	 * @param name the worker's name
	 * @param replica the name of this replica
	 */
	Counter(Path directory, String name, String replica) {
		this.file = directory.resolve(name + "." + replica + "." + ProcessHandle.current().pid());
	}

	@Override
	public void spinup() throws IOException {
		this.notes = FileChannel.open(this.file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	@Override
	public void loop() throws IOException, InterruptedException {
		for (int i = 0; i < NOTES; i++) {
			note();
			Thread.sleep(WORK_MILLIS);
		}
	}

	@Override
	public void spindown() throws IOException {
		note();
		this.notes.close();
	}

	private void note() throws IOException {
		this.notes.write(ByteBuffer.wrap((System.nanoTime() + "\n").getBytes(StandardCharsets.US_ASCII)));
	}

}
