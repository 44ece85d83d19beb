package dev.daemonspring.process;

import java.lang.management.ManagementFactory;

import com.sun.management.HotSpotDiagnosticMXBean;

/**
 * The options that this JVM has, which is also that of the worker processes.
 */
public final class JvmOptions {

	private JvmOptions() {
	}

	/**
	 * Return whether this JVM has an option. A JVM does not start with one that it does
	 * not have.
	 * @param name the name, without {@code -XX}; not that of a diagnostic or experimental
	 * option
	 * @return whether it has
	 */
	public static boolean has(String name) {
		try {
			ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).getVMOption(name);
			return true;
		}
		catch (RuntimeException | LinkageError ex) {
			return false;
		}
	}

}
