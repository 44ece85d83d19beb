package dev.daemonspring.protocol;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InstanceName}.
 */
class InstanceNameTests {

	@Test
	void nameWithAnIndexIsThatOfAnInstance() {
		InstanceName name = InstanceName.of("handyman#12");
		assertThat(name.worker()).isEqualTo("handyman");
		assertThat(name.index()).isEqualTo(12);
		assertThat(name).hasToString("handyman#12");
	}

	@ParameterizedTest
	@ValueSource(strings = { "handyman", "handyman#", "handyman#01", "handyman#1000", "handyman#-1", "handyman#x", "#1",
			"", "handyman#1.run", "handyman#\u0661" })
	void anyOtherTextIsTheNameOfAWorker(String text) {
		InstanceName name = InstanceName.of(text);
		assertThat(name.worker()).isEqualTo(text);
		assertThat(name.index()).isNull();
		assertThat(name).hasToString(text);
	}

}
