package dev.daemonspring.rpc;

import java.util.List;

import org.springframework.util.PatternMatchUtils;

/**
 * What the callers of one transport may call.
 *
 * @param level how much they may change
 * @param property the prefix of the properties that say so, told to a refused caller
 * @param include patterns of the methods that can be called, such as {@code worker.*}
 * @param exclude patterns of the methods that can't, whatever {@code include} says
 */
public record RpcAccess(Level level, String property, List<String> include, List<String> exclude) {

	public RpcAccess {
		include = List.copyOf(include);
		exclude = List.copyOf(exclude);
	}

	/**
	 * Return whether a call is allowed.
	 * @param readOnly whether the method changes nothing
	 * @param names the names that the method goes by: for a command its own and
	 * {@code worker.send}, so that there is no way around an exclusion
	 * @return whether it may be called
	 */
	boolean allows(boolean readOnly, List<String> names) {
		boolean level = this.level == Level.UNRESTRICTED || (this.level == Level.READ_ONLY && readOnly);
		return level && names.stream().anyMatch((name) -> matches(this.include, name))
				&& names.stream().noneMatch((name) -> matches(this.exclude, name));
	}

	private static boolean matches(List<String> patterns, String name) {
		return PatternMatchUtils.simpleMatch(patterns.toArray(String[]::new), name);
	}

	/**
	 * How much a caller may change.
	 */
	public enum Level {

		/**
		 * No method can be called.
		 */
		NONE,

		/**
		 * Methods that change nothing can be called.
		 */
		READ_ONLY,

		/**
		 * Every method can be called.
		 */
		UNRESTRICTED;

		/**
		 * Return the lesser of two levels.
		 * @param max the other level
		 * @return this level, at most the other
		 */
		public Level cap(Level max) {
			return (compareTo(max) <= 0) ? this : max;
		}

	}

}
