package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.daemonspring.process.WorkerConfigurationException;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerTiming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link WorkerDefinition}.
 */
class WorkerDefinitionTests {

	@ParameterizedTest
	@ValueSource(strings = { "a", "7", "handyman", "copy.worker_2-b" })
	void createWhenNameIsValid(String name) {
		assertThat(definition(name, null).name()).isEqualTo(name);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "-a", ".a", "a b", "ä", "a/b",
			"a123456789012345678901234567890123456789012345678901234567890123" })
	void createWhenNameIsBadNamesItAndItsBean(String name) {
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(() -> definition(name, null))
			.withMessageContaining("'" + name + "'")
			.withMessageContaining("'bean'");
	}

	@Test
	void createWhenLooptimeIsNegativeFails() {
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> definition("copy", Duration.ofSeconds(-1)))
			.withMessageContaining("'copy'")
			.withMessageContaining("PT-1S");
	}

	@Test
	void createWhenTypeIsNoWorkerLoopFails() {
		assertThatExceptionOfType(WorkerConfigurationException.class)
			.isThrownBy(() -> new WorkerDefinition("copy", "bean", String.class, WorkerTiming.NONE, null, null))
			.withMessageContaining("java.lang.String")
			.withMessageContaining("WorkerLoop");
	}

	@Test
	void commandsWhenTypeIsInterfaceAreNotKnown() {
		assertThat(new WorkerDefinition("copy", "bean", WorkerLoop.class, WorkerTiming.NONE, null, null).commands())
			.isNull();
	}

	@Test
	void commandsDescribesNamesParametersAndResults() {
		List<CommandDescription> commands = new WorkerDefinition("copy", "bean", Commanded.class, WorkerTiming.NONE,
				null, null)
			.commands();
		assertThat(commands).extracting(CommandDescription::name).containsExactly("count", "rename");
		CommandDescription rename = commands.get(1);
		assertThat(rename.description()).isEqualTo("Renames");
		assertThat(rename.result()).isEqualTo(String.class);
		assertThat(rename.parameters()).extracting(CommandDescription.Parameter::name)
			.containsExactly("to", "from", "mode");
		assertThat(rename.parameters()).extracting(CommandDescription.Parameter::required)
			.containsExactly(true, false, false);
	}

	@Test
	void commandsWhenTwoShareANameFails() {
		assertThatExceptionOfType(WorkerConfigurationException.class).isThrownBy(
				() -> new WorkerDefinition("copy", "bean", Clashing.class, WorkerTiming.NONE, null, null).commands())
			.withMessageContaining("'same'");
	}

	private WorkerDefinition definition(String name, @Nullable Duration looptime) {
		return new WorkerDefinition(name, "bean", null, WorkerTiming.NONE.looptime(looptime), null, null);
	}

	static class Commanded implements WorkerLoop {

		@Override
		public void loop() {
		}

		@WorkerCommand(name = "rename", description = "Renames")
		String changeName(String to, @Nullable String from, Optional<Integer> mode) {
			return to;
		}

		@WorkerCommand
		int count() {
			return 0;
		}

	}

	static class Clashing implements WorkerLoop {

		@Override
		public void loop() {
		}

		@WorkerCommand("same")
		void one() {
		}

		@WorkerCommand("same")
		void two() {
		}

	}

}
