package org.example.newsletter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the worker processes of the unit tests wrote has not gone past the test framework.
 */
class WorkerOutputIT {

	private static final Path REPORTS = Path.of("target/surefire-reports");

	@Test
	void channelToTheTestsWasNotCorrupted() throws IOException {
		try (Stream<Path> files = Files.list(REPORTS)) {
			assertThat(files.map(Path::toString).toList())
				.anyMatch((report) -> report.endsWith("TEST-org.example.newsletter.WorkerProcessesTests.xml"))
				.noneMatch((report) -> report.matches(".*\\.dump(stream)?"));
		}
	}

}
