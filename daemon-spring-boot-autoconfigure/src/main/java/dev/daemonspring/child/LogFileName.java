package dev.daemonspring.child;

/**
 * Derives the names of a process's own log files from the configured ones.
 *
 * @param owner the name of the worker, or of the process until it has one
 */
public record LogFileName(String owner) {

	/**
	 * {@code logs/app.log} becomes {@code logs/app-handyman.log}.
	 * @param file the configured file
	 * @return the file of the process
	 */
	public String ofFile(String file) {
		int dot = file.lastIndexOf('.');
		boolean hasExtension = dot > startOfName(file);
		return hasExtension ? file.substring(0, dot) + "-" + this.owner + file.substring(dot) : file + "-" + this.owner;
	}

	/**
	 * {@code logs/app.%d.%i.gz} becomes {@code logs/app-handyman.%d.%i.gz}, and
	 * {@code logs/%d.log} becomes {@code logs/handyman-%d.log}.
	 * @param pattern the configured name pattern of rolled files; its placeholders are
	 * kept
	 * @return the pattern of the process
	 */
	String ofPattern(String pattern) {
		int name = startOfName(pattern);
		int end = name;
		int braces = 0;
		while (end < pattern.length() && (braces > 0 || "%.".indexOf(pattern.charAt(end)) < 0 || end == name)) {
			char current = pattern.charAt(end);
			if (current == '%' && braces == 0) {
				break;
			}
			braces += (current == '{') ? 1 : (current == '}') ? -1 : 0;
			end++;
		}
		while (end > name && "-_".indexOf(pattern.charAt(end - 1)) >= 0) {
			end--;
		}
		return (end > name) ? pattern.substring(0, end) + "-" + this.owner + pattern.substring(end)
				: pattern.substring(0, name) + this.owner + "-" + pattern.substring(name);
	}

	/**
	 * Return whether the path contains the owner as a separate word.
	 * @param path the path of a file
	 * @return whether it is
	 */
	boolean isIn(String path) {
		int start = path.indexOf(this.owner);
		while (start >= 0) {
			int end = start + this.owner.length();
			if ((start == 0 || !Character.isLetterOrDigit(path.charAt(start - 1)))
					&& (end == path.length() || !Character.isLetterOrDigit(path.charAt(end)))) {
				return true;
			}
			start = path.indexOf(this.owner, start + 1);
		}
		return false;
	}

	/**
	 * A slash in braces belongs to a date pattern or to the default value of a
	 * placeholder.
	 */
	private static int startOfName(String path) {
		int start = 0;
		int braces = 0;
		for (int i = 0; i < path.length(); i++) {
			char current = path.charAt(i);
			braces += (current == '{') ? 1 : (current == '}') ? -1 : 0;
			if (braces == 0 && (current == '/' || current == '\\')) {
				start = i + 1;
			}
		}
		return start;
	}

}
