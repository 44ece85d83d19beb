package dev.daemonspring.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A command as the mailbox carries it: the length of its name and that of its headers, in
 * two bytes each, its name, its headers, and its arguments as JSON. Because of the
 * lengths, no character of the name can be mistaken for its end.
 *
 * @param command the command's name
 * @param arguments a JSON array or object
 * @param headers what travels with the command beside its arguments, such as the trace of
 * its caller
 */
public record CommandRequest(String command, String arguments, Map<String, String> headers) {

	/**
	 * The name of the command that has the loop run one iteration now. It is executed by
	 * the loop itself, and no author can give a command this name.
	 */
	public static final String RUN = "!run";

	private static final int MAX_NAME = 0xFFFF;

	private static final byte[] RUN_NAME = RUN.getBytes(StandardCharsets.UTF_8);

	/**
	 * Headers of more bytes are left out: a command does not fail for the sake of its
	 * trace.
	 */
	static final int MAX_HEADERS = 2048;

	private static final int LENGTHS = 2 * Short.BYTES;

	/**
	 * Create a command without headers.
	 * @param command the command's name
	 * @param arguments a JSON array or object
	 */
	public CommandRequest(String command, String arguments) {
		this(command, arguments, Map.of());
	}

	/**
	 * Return the command that has the loop run one iteration now.
	 * @return the command
	 */
	public static CommandRequest run() {
		return new CommandRequest(RUN, "[]");
	}

	/**
	 * Return the name by which people know the command.
	 * @return its name
	 */
	public String label() {
		return this.command.equals(RUN) ? "run" : this.command;
	}

	/**
	 * Return whether bytes from the mailbox have the loop run one iteration now.
	 * @param bytes the bytes, which may be anything
	 * @return whether they do
	 */
	public static boolean isRun(byte[] bytes) {
		int end = LENGTHS + RUN_NAME.length;
		return bytes.length >= end && ByteBuffer.wrap(bytes).getShort() == RUN_NAME.length
				&& Arrays.equals(bytes, LENGTHS, end, RUN_NAME, 0, RUN_NAME.length);
	}

	/**
	 * Return the bytes for the mailbox.
	 * @return the bytes
	 * @throws IllegalArgumentException if the name has more than 65,535 bytes in UTF-8
	 */
	public byte[] toBytes() {
		byte[] name = this.command.getBytes(StandardCharsets.UTF_8);
		if (name.length > MAX_NAME) {
			throw new IllegalArgumentException("The name of a command has '" + name.length
					+ "' bytes, and the mailbox takes no more than " + MAX_NAME + ".");
		}
		byte[] lines = lines(this.headers);
		byte[] rest = this.arguments.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(LENGTHS + name.length + lines.length + rest.length)
			.putShort((short) name.length)
			.putShort((short) lines.length)
			.put(name)
			.put(lines)
			.put(rest)
			.array();
	}

	private static byte[] lines(Map<String, String> headers) {
		StringBuilder lines = new StringBuilder();
		headers.forEach((name, value) -> {
			if (!name.isEmpty() && name.indexOf('=') < 0 && (name + value).indexOf('\n') < 0) {
				lines.append(name).append('=').append(value).append('\n');
			}
		});
		byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
		return (bytes.length <= MAX_HEADERS) ? bytes : new byte[0];
	}

	/**
	 * Return the command that bytes from the mailbox contain.
	 * @param bytes the bytes
	 * @return the command
	 * @throws IllegalArgumentException if the bytes are not a command
	 */
	public static CommandRequest of(byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		boolean complete = bytes.length >= LENGTHS;
		int name = complete ? buffer.getShort() & MAX_NAME : MAX_NAME;
		int lines = complete ? buffer.getShort() & MAX_NAME : 0;
		if (name + lines > buffer.remaining()) {
			throw new IllegalArgumentException("The content of the mailbox is not a command: its name would have '"
					+ name + "' bytes, but there are only " + buffer.remaining() + ".");
		}
		int start = buffer.position();
		return new CommandRequest(text(bytes, start, start + name), text(bytes, start + name + lines, bytes.length),
				headers(text(bytes, start + name, start + name + lines)));
	}

	private static String text(byte[] bytes, int start, int end) {
		return new String(bytes, start, end - start, StandardCharsets.UTF_8);
	}

	private static Map<String, String> headers(String lines) {
		Map<String, String> headers = new LinkedHashMap<>();
		lines.lines().forEach((line) -> {
			int end = line.indexOf('=');
			if (end > 0) {
				headers.put(line.substring(0, end), line.substring(end + 1));
			}
		});
		return headers;
	}

	/**
	 * Return the same command without headers.
	 * @return the command
	 */
	public CommandRequest withoutHeaders() {
		return new CommandRequest(this.command, this.arguments);
	}

}
