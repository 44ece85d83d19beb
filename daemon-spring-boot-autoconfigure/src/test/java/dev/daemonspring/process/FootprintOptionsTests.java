package dev.daemonspring.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FootprintOptions}.
 */
class FootprintOptionsTests {

	private final FootprintOptions options = new FootprintOptions((name) -> true);

	@Test
	void optionsWhenNormalGiveNativeMemoryBackOnly() {
		assertThat(this.options.options(Footprint.NORMAL, List.of())).containsExactly("-Xlog:trimnative=off",
				"-XX:TrimNativeHeapInterval=10000");
	}

	@Test
	void optionsWhenJvmDoesNotKnowThemAreLeftOut() {
		FootprintOptions other = new FootprintOptions((name) -> false);
		assertThat(other.options(Footprint.NORMAL, List.of())).isEmpty();
		assertThat(other.options(Footprint.SMALL, List.of())).noneMatch((option) -> option.contains("Trim"));
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "-XX:TieredStopAtLevel=4", "-XX:-TieredCompilation", "-XX:CompilationMode=high-only", "-Xint" })
	void optionsWhenCompilersAreConfiguredLeaveThemAlone(String configured) {
		assertThat(this.options.options(Footprint.SMALL, List.of(configured)))
			.noneMatch((option) -> option.contains("Tiered"));
	}

	@Test
	void optionsWhenARatioIsConfiguredHaveNone() {
		assertThat(this.options.options(Footprint.SMALL, List.of("-XX:MinHeapFreeRatio=50")))
			.noneMatch((option) -> option.contains("HeapFreeRatio"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xss512k", "-XX:+UseG1GC", "-XX:MinHeapFreeRatio=50", "-XX:MaxHeapFreeRatio=60",
			"-XX:TieredStopAtLevel=4", "-XX:-TieredCompilation", "-XX:TrimNativeHeapInterval=0" })
	void optionsStartThisJvmWhateverIsConfigured(String configured) throws IOException, InterruptedException {
		List<String> command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow()));
		command.addAll(FootprintOptions.ofThisJvm().options(Footprint.SMALL, List.of(configured)));
		command.addAll(List.of(configured, "-version"));
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
		assertThat(output).doesNotContainIgnoringCase("warning");
	}

	@Test
	void variablesWhenNormalAreNone() {
		assertThat(FootprintOptions.variables(Footprint.NORMAL)).isEmpty();
		assertThat(FootprintOptions.variables(Footprint.SMALL)).containsEntry("MALLOC_ARENA_MAX", "1");
	}

}
