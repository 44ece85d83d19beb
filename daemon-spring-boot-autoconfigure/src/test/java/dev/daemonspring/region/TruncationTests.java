package dev.daemonspring.region;

import java.nio.file.Path;
import java.util.List;

import org.assertj.core.api.ListAssert;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for what happens to a daemon when somebody truncates its file.
 */
class TruncationTests {

	static List<Path> javaHomes() {
		return ChildJvm.javaHomes();
	}

	@ParameterizedTest
	@MethodSource("javaHomes")
	void snapshotWhenTruncatedBeforeHeartbeatTellsDefectAndNothingIsThrown(Path javaHome, @TempDir Path directory) {
		try (ChildJvm daemon = ChildJvm.start(javaHome, TruncatedRegion.class, directory.resolve("region"), true)) {
			assertSurvives(daemon).contains("errors: 0");
		}
	}

	@ParameterizedTest
	@MethodSource("javaHomes")
	void snapshotWhenTruncatedAfterHeartbeatTellsDefect(Path javaHome, @TempDir Path directory) {
		try (ChildJvm daemon = ChildJvm.start(javaHome, TruncatedRegion.class, directory.resolve("region"), false)) {
			assertSurvives(daemon);
		}
	}

	private static ListAssert<String> assertSurvives(ChildJvm daemon) {
		List<String> output = daemon.readAll();
		assertThat(daemon.exitCode()).isZero();
		return assertThat(output).contains("before: LOOPING null", "reads: STALLED ITERATION NEW", "alive")
			.anyMatch((line) -> line.startsWith("defect: The file") && line.contains("was truncated"))
			.anyMatch((line) -> line.startsWith("post: ") && line.contains("was truncated"));
	}

}
