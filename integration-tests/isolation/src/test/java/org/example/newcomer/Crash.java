package org.example.newcomer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Brings a worker down when a file says so.
 */
final class Crash {

	private Crash() {
	}

	static Path fileOf(Path directory, String worker) {
		return directory.resolve("crash-" + worker);
	}

	static void onDemand(String worker) throws IOException {
		if (Files.deleteIfExists(fileOf(Path.of(""), worker))) {
			throw new IllegalStateException(worker + " was asked to crash");
		}
	}

}
