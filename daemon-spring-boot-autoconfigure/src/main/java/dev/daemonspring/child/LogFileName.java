package dev.daemonspring.child;

/**
 * Names log files of a process's own after those that a configuration names.
 *
 * @param owner the name of the worker, or what the process is called until it has one
 */
record LogFileName(String owner) {

	/**
	 * {@code logs/app.log} becomes {@code logs/app-handyman.log}.
	 * @param file the configured file
	 * @return the file of the process
	 */
	String ofFile(String file) {
		int dot = file.lastIndexOf('.');
		boolean hasExtension = dot > startOfName(file);
		return hasExtension ? file.substring(0, dot) + "-" + this.owner + file.substring(dot) : file + "-" + this.owner;
	}

	/**
	 * {@code logs/app.%d.%i.gz} becomes {@code logs/app-handyman.%d.%i.gz}, and
	 * {@code logs/%d.log} becomes {@code logs/handyman-%d.log}.
	 * @param pattern the configured pattern of the names of rolled files; placeholders
	 * are left as they are
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
	 * Return whether the owner is named in the path, as a word of its own.
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
	 * A slash in braces is one of a date's pattern or of a placeholder's default.
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
