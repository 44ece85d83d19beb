package dev.daemonspring.child;

import java.nio.charset.StandardCharsets;

/**
 * A command as the mailbox carries it: its name, a line feed, and its arguments as JSON.
 *
 * @param command the command's name
 * @param arguments a JSON array or object
 */
public record CommandRequest(String command, String arguments) {

	/**
	 * Return the bytes for the mailbox.
	 * @return the bytes
	 */
	public byte[] toBytes() {
		return (this.command + "\n" + this.arguments).getBytes(StandardCharsets.UTF_8);
	}

	static CommandRequest of(byte[] bytes) {
		String text = new String(bytes, StandardCharsets.UTF_8);
		int end = text.indexOf('\n');
		return (end < 0) ? new CommandRequest(text, "[]")
				: new CommandRequest(text.substring(0, end), text.substring(end + 1));
	}

}
