package dev.daemonspring.protocol;

import org.jspecify.annotations.Nullable;

/**
 * The name of an instance of a worker that can have more than one: the worker's name, a
 * hash mark, which no name of a worker contains, and an index. A worker that can have
 * only one has a name without an index.
 *
 * @param worker the name of the worker
 * @param index the index, from 0, or {@code null} if the name has none
 */
public record InstanceName(String worker, @Nullable Integer index) {

	/**
	 * What separates the worker's name from the index.
	 */
	private static final char MARK = '#';

	private static final int MOST_DIGITS = 3;

	/**
	 * Read a name.
	 * @param name the name of a worker or of an instance
	 * @return what it says; a text that is neither counts as the name of a worker
	 */
	public static InstanceName of(String name) {
		int mark = name.lastIndexOf(MARK);
		String digits = name.substring(mark + 1);
		return (mark > 0 && isIndex(digits)) ? new InstanceName(name.substring(0, mark), Integer.valueOf(digits))
				: new InstanceName(name, null);
	}

	/**
	 * Each index is written in one way.
	 */
	private static boolean isIndex(String digits) {
		return !digits.isEmpty() && digits.length() <= MOST_DIGITS
				&& digits.chars().allMatch((digit) -> digit >= '0' && digit <= '9')
				&& (digits.length() == 1 || digits.charAt(0) != '0');
	}

	@Override
	public String toString() {
		return (this.index != null) ? this.worker + MARK + this.index : this.worker;
	}

}
