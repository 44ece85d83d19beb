package dev.daemonspring.host;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeapExhaustion}.
 */
class HeapExhaustionTests {

	@ParameterizedTest
	@ValueSource(strings = { "-XX:+ExitOnOutOfMemoryError", "-XX:+CrashOnOutOfMemoryError",
			"-XX:OnOutOfMemoryError=kill -9 %p" })
	void adviceWhenTheJvmEndsIsNone(String option) {
		assertThat(HeapExhaustion.advice(List.of("-Xmx64m", option))).isNull();
	}

	@Test
	void adviceWhenTheJvmGoesOnNamesTheOption() {
		assertThat(HeapExhaustion.advice(List.of("-Xmx64m"))).contains("'-XX:+ExitOnOutOfMemoryError'");
	}

	@Test
	void adviceGoesByTheLastOption() {
		assertThat(HeapExhaustion.advice(List.of("-XX:+ExitOnOutOfMemoryError", "-XX:-ExitOnOutOfMemoryError")))
			.isNotNull();
		assertThat(HeapExhaustion.advice(List.of("-XX:-ExitOnOutOfMemoryError", "-XX:+ExitOnOutOfMemoryError")))
			.isNull();
	}

	@Test
	void adviceWhenTheCommandIsEmptyIsGiven() {
		assertThat(HeapExhaustion.advice(List.of("-XX:OnOutOfMemoryError="))).isNotNull();
	}

}
