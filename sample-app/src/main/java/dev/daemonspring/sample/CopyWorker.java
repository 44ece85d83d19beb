package dev.daemonspring.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Copies a file every ten seconds, in a process of its own, and is restarted when that
 * process goes down.
 */
@Worker(name = "handyman", looptime = 10, forever = true)
class CopyWorker implements WorkerLoop {

	private static final String SOURCE = "test.txt";

	private final Path directory;

	private final Counter copies;

	private String copy = "copy_test.txt";

	CopyWorker(CopyProperties properties, MeterRegistry meters) {
		this.directory = properties.directory();
		this.copies = Counter.builder("sample.copies").description("Copies of the file").register(meters);
	}

	@Override
	public void spinup() throws IOException {
		Files.createDirectories(this.directory);
		Path source = this.directory.resolve(SOURCE);
		if (Files.notExists(source)) {
			Files.writeString(source, "Copied by the worker 'handyman'.\n");
		}
	}

	@Override
	public void loop() throws IOException {
		Files.copy(this.directory.resolve(SOURCE), this.directory.resolve(this.copy),
				StandardCopyOption.REPLACE_EXISTING);
		this.copies.increment();
	}

	@Override
	public void spindown() throws IOException {
		Files.deleteIfExists(this.directory.resolve(this.copy));
	}

	@WorkerCommand(name = "changename", description = "Changes the name of the copy")
	String changeName(String to) throws IOException {
		if (to.isBlank() || to.equals(SOURCE) || !Path.of(to).equals(Path.of(to).getFileName()) || to.startsWith(".")) {
			throw new IllegalArgumentException(
					"'" + to + "' can't be the name of the copy: give a plain file name other than '" + SOURCE + "'");
		}
		String from = this.copy;
		Files.deleteIfExists(this.directory.resolve(from));
		this.copy = to;
		return "The copy was '" + from + "' and is '" + to + "' from the next iteration on";
	}

}
