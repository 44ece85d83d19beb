package dev.daemonspring.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * Somebody wants to see inside the process: write a dump into a file that does not exist
 * yet. The file is there when the dump is complete. If there can be none, a file of that
 * name followed by {@value #FAILED} says why.
 *
 * @param kind what to dump
 * @param file the file, in a directory of the daemon's own
 */
public record WriteDump(Kind kind, String file) implements ControlMessage {

	/**
	 * What follows the name of the file that says why there is no dump.
	 */
	public static final String FAILED = ".failed";

	@Override
	public Type type() {
		return Type.WRITE_DUMP;
	}

	@Override
	public void writeFields(DataOutputStream out) throws IOException {
		out.writeByte(this.kind.code);
		ControlMessage.Fields.writeText(out, this.file);
	}

	static WriteDump readFields(DataInputStream in) throws IOException {
		return new WriteDump(Kind.ofCode(in.readByte()), ControlMessage.Fields.readRequiredText(in));
	}

	/**
	 * The dumps that there are.
	 */
	public enum Kind {

		/**
		 * The stacks of all threads, for people.
		 */
		THREADS_TEXT(1),

		/**
		 * The same as JSON, as Actuator's endpoint {@code threaddump} has it.
		 */
		THREADS_JSON(2),

		/**
		 * The heap, in the format HPROF.
		 */
		HEAP(3),

		/**
		 * The objects of the heap that are reachable.
		 */
		LIVE_HEAP(4);

		private final int code;

		Kind(int code) {
			this.code = code;
		}

		private static Kind ofCode(int code) throws IOException {
			for (Kind kind : values()) {
				if (kind.code == code) {
					return kind;
				}
			}
			throw new IOException("No dump has the code " + code);
		}

	}

}
