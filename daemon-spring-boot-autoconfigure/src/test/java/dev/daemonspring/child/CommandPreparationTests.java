package dev.daemonspring.child;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.protocol.CommandStatus;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerCommand;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for the preparation of commands by {@link CommandExecutor}.
 */
class CommandPreparationTests {

	private static final AtomicInteger made = new AtomicInteger();

	@TempDir
	Path temp;

	@Test
	void firstCommandFindsTheMappingOfItsTypes() {
		made.set(0);
		CommandExecutor executor = new CommandExecutor("copy", new NoteTaker(), CommandMethods.of(NoteTaker.class),
				() -> JsonMapper.builder().build());
		executor.prepare();
		assertThat(made).hasValue(2);
		try (SlotFixture slots = new SlotFixture(this.temp); WorkerSlot slot = slots.worker(0)) {
			PostedCommand posted = slots.daemon(0).post(new CommandRequest("note", "[\"tea\"]").toBytes());
			executor.execute(slot.next());
			assertThat(SlotFixture.status(posted)).isEqualTo(CommandStatus.OK);
		}
		assertThat(made).hasValue(2);
	}

	static final class NoteTaker {

		@WorkerCommand("note")
		Note note(Note note) {
			return note;
		}

	}

	@JsonDeserialize(using = NoteReader.class)
	@JsonSerialize(using = NoteWriter.class)
	record Note(String text) {

	}

	static final class NoteReader extends ValueDeserializer<Note> {

		NoteReader() {
			made.incrementAndGet();
		}

		@Override
		public Note deserialize(JsonParser parser, DeserializationContext context) {
			return new Note(parser.getString());
		}

	}

	static final class NoteWriter extends ValueSerializer<Note> {

		NoteWriter() {
			made.incrementAndGet();
		}

		@Override
		public void serialize(Note note, JsonGenerator generator, SerializationContext context) {
			generator.writeString(note.text());
		}

	}

}
