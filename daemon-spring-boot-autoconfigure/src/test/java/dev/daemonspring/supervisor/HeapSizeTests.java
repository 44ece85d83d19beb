package dev.daemonspring.supervisor;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.process.LaunchPlan;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HeapSize}.
 */
class HeapSizeTests {

	private static final long LIMIT = 4000;

	@ParameterizedTest
	@CsvSource({ "-Xmx64m, 67108864", "-Xmx1G, 1073741824", "-Xmx2048, 2048", "-XX:MaxHeapSize=3k, 3072" })
	void sizeIsThatOfTheOption(String option, long size) {
		assertThat(HeapSize.of(new LaunchPlan(List.of(option), DataSize.ofMegabytes(5), null), LIMIT)).hasValue(size);
	}

	@Test
	void sizeIsThatOfTheLastOption() {
		assertThat(HeapSize.of(new LaunchPlan(List.of("-Xmx1m", "-Xss1m", "-Xmx2m"), null, null), LIMIT))
			.hasValue(2 << 20);
	}

	@Test
	void sizeIsTheMaxHeap() {
		assertThat(HeapSize.of(new LaunchPlan(List.of("-Xss1m"), DataSize.ofMegabytes(5), null), LIMIT))
			.hasValue(5 << 20);
	}

	@Test
	void sizeByOtherOptionsIsAsMuchAsAJvmTakesByItself() {
		assertThat(HeapSize.of(new LaunchPlan(List.of("-XX:MaxRAMPercentage=80"), null, null), LIMIT)).hasValue(1000);
	}

	@Test
	void sizeWhenNothingTellsItIsNotKnown() {
		assertThat(HeapSize.of(new LaunchPlan(List.of("-Xss1m"), null, null), LIMIT)).isEmpty();
	}

}
