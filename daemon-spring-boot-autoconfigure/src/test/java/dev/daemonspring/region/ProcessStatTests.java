package dev.daemonspring.region;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ProcessStat}.
 */
class ProcessStatTests {

	@Test
	void ofThisProcessIsAlwaysTheSame() {
		long pid = ProcessHandle.current().pid();
		ProcessStat stat = ProcessStat.of(pid).orElseThrow();
		assertThat(stat.start()).isPositive();
		assertThat(stat.isStopped()).isFalse();
		assertThat(ProcessStat.of(pid).orElseThrow().startedAt(stat.start())).isTrue();
	}

	@Test
	void ofAProcessThatThereIsNotIsNothing() {
		assertThat(ProcessStat.of(999_999_999)).isEmpty();
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void ofAStoppedProcessSaysSoAndOfADeadOneNothing() throws IOException, InterruptedException {
		Process process = new ProcessBuilder("sleep", "100").start();
		try {
			new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start().waitFor(10, TimeUnit.SECONDS);
			Awaitility.await()
				.untilAsserted(() -> assertThat(ProcessStat.of(process.pid()))
					.hasValueSatisfying((stat) -> assertThat(stat.isStopped()).isTrue()));
		}
		finally {
			process.destroyForcibly().waitFor();
		}
		assertThat(ProcessStat.of(process.pid())).isEmpty();
	}

	@Test
	void parseFindsTheFieldsBehindANameThatContainsAnything() {
		String line = "4711 (a (b) R 1 2) T 1 4711 4711 0 -1 4194560 1 0 0 0 7 3 0 0 20 0 30 0 123456 9 9";
		assertThat(ProcessStat.parse(line)).isEqualTo(new ProcessStat('T', 123456));
		assertThat(ProcessStat.parse(line.replace(") T ", ") Z "))).isNull();
		assertThat(ProcessStat.parse("rubbish")).isEqualTo(new ProcessStat('r', 0));
	}

	@Test
	void startedAtKnowsADifferentStartButNotAnUnknownOne() {
		ProcessStat stat = new ProcessStat('S', 5);
		assertThat(stat.startedAt(5)).isTrue();
		assertThat(stat.startedAt(6)).isFalse();
		assertThat(stat.startedAt(0)).isTrue();
		assertThat(new ProcessStat('S', 0).startedAt(6)).isTrue();
	}

}
