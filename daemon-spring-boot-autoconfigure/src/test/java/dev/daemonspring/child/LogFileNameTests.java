package dev.daemonspring.child;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogFileName}.
 */
class LogFileNameTests {

	private final LogFileName name = new LogFileName("copy");

	@ParameterizedTest
	@CsvSource({ "app.log, app-copy.log", "/var/log/app.log, /var/log/app-copy.log", "logs.d/app, logs.d/app-copy",
			"logs/.app, logs/.app-copy", "app.2.log, app.2-copy.log" })
	void ofFileComesBeforeTheExtension(String configured, String own) {
		assertThat(this.name.ofFile(configured)).isEqualTo(own);
	}

	@ParameterizedTest
	@CsvSource({ "logs/app.log.%d.%i.gz, logs/app-copy.log.%d.%i.gz",
			"logs/app-%d{yyyy-MM-dd}.log, logs/app-copy-%d{yyyy-MM-dd}.log", "app.%i.log, app-copy.%i.log",
			"logs/%d{yyyy/MM}/app.%i.log, logs/%d{yyyy/MM}/app-copy.%i.log", "%d.log, copy-%d.log",
			"logs/%d{yyyy/MM/dd}.log, logs/copy-%d{yyyy/MM/dd}.log",
			"${dir}/${name:-a/b.c}-%d.log, ${dir}/${name:-a/b.c}-copy-%d.log",
			"$${date:yyyy/MM}/app-%i.log, $${date:yyyy/MM}/app-copy-%i.log", "logs/.app.%i, logs/.app-copy.%i" })
	void ofPatternComesBehindTheFirstWords(String configured, String own) {
		assertThat(this.name.ofPattern(configured)).isEqualTo(own);
	}

	@Test
	void ownerIsInAPathAsAWord() {
		assertThat(this.name.isIn("logs/app-copy.log")).isTrue();
		assertThat(this.name.isIn("logs/copy/app.log")).isTrue();
		assertThat(this.name.isIn("copy")).isTrue();
		assertThat(this.name.isIn("logs/photocopy-copy2.log")).isFalse();
	}

}
