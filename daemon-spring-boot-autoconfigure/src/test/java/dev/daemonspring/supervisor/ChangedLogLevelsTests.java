package dev.daemonspring.supervisor;

import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.protocol.SetLogLevel;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ChangedLogLevels}.
 */
class ChangedLogLevelsTests {

	@TempDir
	private Path directory;

	private SupervisorFixture fixture;

	@BeforeEach
	void start() {
		this.fixture = new SupervisorFixture(this.directory, 0, SupervisorFixture.worker("copy", true)).start();
	}

	@AfterEach
	void close() {
		this.fixture.close();
	}

	@Test
	void processThatRunsIsToldAtOnceAndOneThatFollowsOfTheLastLevels() {
		this.fixture.supervisor.setLogLevel("org.example", "DEBUG");
		this.fixture.supervisor.setLogLevel("org.example", "TRACE");
		this.fixture.supervisor.setLogLevel("", null);
		this.fixture.loop.advance(Duration.ofMillis(10));
		assertThat(this.fixture.process("copy").logLevels).containsExactly(new SetLogLevel(1, "org.example", "DEBUG"),
				new SetLogLevel(2, "org.example", "TRACE"), new SetLogLevel(3, "", null));
		this.fixture.process("copy").exit(137);
		this.fixture.loop.advance(Duration.ofSeconds(2));
		assertThat(this.fixture.processes).hasSize(2);
		assertThat(this.fixture.process("copy").logLevels).containsExactly(new SetLogLevel(2, "org.example", "TRACE"),
				new SetLogLevel(3, "", null));
	}

	@Test
	void levelsAreKeptOfAThousandLoggersAtMost() {
		for (int i = 0; i < 1100; i++) {
			this.fixture.supervisor.setLogLevel("logger" + i, "DEBUG");
		}
		this.fixture.supervisor.setLogLevel("logger0", "INFO");
		this.fixture.loop.advance(Duration.ofMillis(10));
		assertThat(this.fixture.process("copy").logLevels).hasSize(1001)
			.endsWith(new SetLogLevel(1001, "logger0", "INFO"));
	}

}
