package dev.daemonspring.protocol;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the daemon says into the standard input of a worker process. A message is a type
 * byte and then its fields, numbers in network order, texts as a length and UTF-8. The
 * end of the stream is the last message: the daemon is gone.
 */
public sealed interface ControlMessage permits BootstrapMessage, Assignment, Reservation, ControlMessage.SlotMessage,
		ControlMessage.DumpThreads, ControlMessage.Retire, WriteDump, SetLogLevel, WriteMeters {

	/**
	 * Write this message, as a whole or not at all, and flush it.
	 * @param out the standard input of a worker process
	 * @throws IOException when the process is gone
	 */
	default void writeTo(OutputStream out) throws IOException {
		out.write(toBytes());
		out.flush();
	}

	/**
	 * Return this message as it is written.
	 * @return the bytes
	 * @throws IOException never
	 */
	default byte[] toBytes() throws IOException {
		ByteArrayOutputStream message = new ByteArrayOutputStream();
		DataOutputStream data = new DataOutputStream(message);
		data.writeByte(type().code);
		writeFields(data);
		return message.toByteArray();
	}

	/**
	 * Return what tells this message from others.
	 * @return the type
	 */
	Type type();

	/**
	 * Write what follows the type.
	 * @param out where to write
	 * @throws IOException when the process is gone
	 */
	default void writeFields(DataOutputStream out) throws IOException {
	}

	/**
	 * Read the next message, waiting for it.
	 * @param in the control pipe
	 * @return the message, or {@code null} at the end: the daemon is gone
	 * @throws IOException when the pipe breaks or what it says is no message
	 */
	static @Nullable ControlMessage read(InputStream in) throws IOException {
		DataInputStream data = new DataInputStream(in);
		int code = data.read();
		try {
			return (code != -1) ? Type.ofCode(code).reader.read(data) : null;
		}
		catch (EOFException ex) {
			return null;
		}
	}

	/**
	 * The messages that there are.
	 */
	enum Type {

		/**
		 * A {@link BootstrapMessage}.
		 */
		BOOTSTRAP(1, BootstrapMessage::readFields),

		/**
		 * An {@link Assignment}.
		 */
		ASSIGNMENT(2, Assignment::readFields),

		/**
		 * A {@link Doorbell}.
		 */
		DOORBELL(3, (in) -> new Doorbell(in.readInt())),

		/**
		 * {@link DumpThreads}.
		 */
		DUMP_THREADS(4, (in) -> new DumpThreads()),

		/**
		 * An {@link Interrupt}.
		 */
		INTERRUPT(5, (in) -> new Interrupt(in.readInt())),

		/**
		 * {@link Retire}.
		 */
		RETIRE(6, (in) -> new Retire()),

		/**
		 * A {@link WriteDump}.
		 */
		WRITE_DUMP(10, WriteDump::readFields),

		/**
		 * A {@link SetLogLevel}.
		 */
		SET_LOG_LEVEL(11, SetLogLevel::readFields),

		/**
		 * A {@link Reservation}.
		 */
		RESERVATION(20, Reservation::readFields),

		/**
		 * {@link WriteMeters}.
		 */
		WRITE_METERS(9, WriteMeters::readFields);

		private final int code;

		private final FieldsReader reader;

		Type(int code, FieldsReader reader) {
			this.code = code;
			this.reader = reader;
		}

		private static Type ofCode(int code) throws IOException {
			for (Type type : values()) {
				if (type.code == code) {
					return type;
				}
			}
			throw new IOException("No control message has the type " + code);
		}

		/**
		 * Reads what follows the type.
		 */
		private interface FieldsReader {

			ControlMessage read(DataInputStream in) throws IOException;

		}

	}

	/**
	 * A message that says nothing more than which worker it concerns.
	 */
	sealed interface SlotMessage extends ControlMessage {

		/**
		 * Return the slot of the worker.
		 * @return the index of the slot
		 */
		int slot();

		@Override
		default void writeFields(DataOutputStream out) throws IOException {
			out.writeInt(slot());
		}

	}

	/**
	 * Something lies in a slot: a command, or another wanted state.
	 *
	 * @param slot the slot of the worker whom it concerns
	 */
	record Doorbell(int slot) implements SlotMessage {

		@Override
		public Type type() {
			return Type.DOORBELL;
		}

	}

	/**
	 * A worker seems to hang: write the stacks of all threads into the log.
	 */
	record DumpThreads() implements ControlMessage {

		@Override
		public Type type() {
			return Type.DUMP_THREADS;
		}

	}

	/**
	 * A worker that shares the process does not end in time: interrupt its thread.
	 *
	 * @param slot the slot of the worker
	 */
	record Interrupt(int slot) implements SlotMessage {

		@Override
		public Type type() {
			return Type.INTERRUPT;
		}

	}

	/**
	 * The process is not needed any more: end in a controlled way.
	 */
	record Retire() implements ControlMessage {

		@Override
		public Type type() {
			return Type.RETIRE;
		}

	}

	/**
	 * The fields' common forms.
	 */
	final class Fields {

		private static final int LIMIT = 64 * 1024 * 1024;

		private Fields() {
		}

		static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
			if (text == null) {
				out.writeInt(-1);
				return;
			}
			byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
			out.writeInt(bytes.length);
			out.write(bytes);
		}

		static @Nullable String readText(DataInputStream in) throws IOException {
			int length = in.readInt();
			if (length == -1) {
				return null;
			}
			if (length < 0 || length > LIMIT) {
				throw new IOException("A text of " + length + " bytes is no control message");
			}
			byte[] bytes = in.readNBytes(length);
			if (bytes.length < length) {
				throw new EOFException();
			}
			return new String(bytes, StandardCharsets.UTF_8);
		}

		static String readRequiredText(DataInputStream in) throws IOException {
			String text = readText(in);
			if (text == null) {
				throw new IOException("A required text is missing in a control message");
			}
			return text;
		}

		static void writeDuration(DataOutputStream out, Duration duration) throws IOException {
			out.writeLong(duration.getSeconds());
			out.writeInt(duration.getNano());
		}

		static Duration readDuration(DataInputStream in) throws IOException {
			return Duration.ofSeconds(in.readLong(), in.readInt());
		}

		static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
			out.writeInt(texts.size());
			for (String text : texts) {
				writeText(out, text);
			}
		}

		static List<String> readTexts(DataInputStream in) throws IOException {
			int size = in.readInt();
			List<String> texts = new ArrayList<>();
			for (int i = 0; i < size; i++) {
				texts.add(readRequiredText(in));
			}
			return texts;
		}

		static void writeMap(DataOutputStream out, Map<String, String> map) throws IOException {
			out.writeInt(map.size());
			for (Map.Entry<String, String> entry : map.entrySet()) {
				writeText(out, entry.getKey());
				writeText(out, entry.getValue());
			}
		}

		static Map<String, String> readMap(DataInputStream in) throws IOException {
			int size = in.readInt();
			Map<String, String> map = new LinkedHashMap<>();
			for (int i = 0; i < size; i++) {
				map.put(readRequiredText(in), readRequiredText(in));
			}
			return map;
		}

	}

}
