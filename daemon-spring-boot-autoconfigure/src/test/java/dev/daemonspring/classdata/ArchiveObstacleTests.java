package dev.daemonspring.classdata;

import java.util.Optional;
import java.util.OptionalLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ArchiveObstacle}.
 */
class ArchiveObstacleTests {

	private static final Optional<String> CONTAINER = Optional.of("'/.dockerenv' exists");

	private static final long MIB = 1024 * 1024;

	@Test
	void ofWhenNothingSpeaksAgainstItIsNone() {
		assertThat(ArchiveObstacle.of(false, Optional.empty(), OptionalLong.of(300 * MIB), 300 * MIB)).isNull();
		assertThat(ArchiveObstacle.of(false, Optional.empty(), OptionalLong.empty(), 300 * MIB)).isNull();
	}

	@Test
	void ofWhenContainerHasNoDirectoryOfItsOwnNamesSignAndRemedy() {
		assertThat(ArchiveObstacle.of(false, CONTAINER, OptionalLong.empty(), 300 * MIB))
			.contains("'/.dockerenv' exists")
			.contains("'daemon.cache-directory'");
	}

	@Test
	void ofWhenContainerHasADirectoryOfItsOwnIsNone() {
		assertThat(ArchiveObstacle.of(true, CONTAINER, OptionalLong.empty(), 300 * MIB)).isNull();
	}

	@Test
	void ofWhenMemoryIsShortNamesBothAmounts() {
		assertThat(ArchiveObstacle.of(true, CONTAINER, OptionalLong.of(300 * MIB - 1), 300 * MIB))
			.isEqualTo("only 299 MiB of memory are available, and one more JVM needs about 300 MiB");
	}

}
