package org.example.newsletter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the worker processes of the unit tests wrote has not gone past the test framework.
 */
class TestOutputIT {

	private static final Path REPORTS = Path.of("target/surefire-reports");

	@Test
	void channelToTheTestsWasNotCorrupted() throws IOException {
		Instant begin = Instant.parse(System.getProperty("build.timestamp"));
		assertThat(reports(begin)).as("reports of this build")
			.anyMatch((report) -> report.endsWith("TEST-org.example.newsletter.WorkerProcessesTests.xml"));
		assertThat(reports(begin)).noneMatch((report) -> report.toString().matches(".*\\.dump(stream)?"));
	}

	private static List<Path> reports(Instant begin) throws IOException {
		try (Stream<Path> files = Files.list(REPORTS)) {
			return files.filter((file) -> !file.toFile().isDirectory())
				.filter((file) -> !Instant.ofEpochMilli(file.toFile().lastModified()).isBefore(begin))
				.toList();
		}
	}

}
