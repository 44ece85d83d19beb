package dev.daemonspring.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A command as the mailbox carries it: the length of its name in two bytes, its name, and
 * its arguments as JSON. Because of the length, no character of the name can be mistaken
 * for its end.
 *
 * @param command the command's name
 * @param arguments a JSON array or object
 */
public record CommandRequest(String command, String arguments) {

	private static final int MAX_NAME = 0xFFFF;

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
		byte[] rest = this.arguments.getBytes(StandardCharsets.UTF_8);
		return ByteBuffer.allocate(Short.BYTES + name.length + rest.length)
			.putShort((short) name.length)
			.put(name)
			.put(rest)
			.array();
	}

	/**
	 * Return the command that bytes from the mailbox contain.
	 * @param bytes the bytes
	 * @return the command
	 * @throws IllegalArgumentException if the bytes are not a command
	 */
	public static CommandRequest of(byte[] bytes) {
		ByteBuffer buffer = ByteBuffer.wrap(bytes);
		int length = (bytes.length >= Short.BYTES) ? buffer.getShort() & MAX_NAME : MAX_NAME;
		if (length > buffer.remaining()) {
			throw new IllegalArgumentException("The content of the mailbox is not a command: its name would have '"
					+ length + "' bytes, but there are only " + buffer.remaining() + ".");
		}
		int start = buffer.position();
		return new CommandRequest(new String(bytes, start, length, StandardCharsets.UTF_8),
				new String(bytes, start + length, bytes.length - start - length, StandardCharsets.UTF_8));
	}

}
