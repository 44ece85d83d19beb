package dev.daemonspring.cli;

/**
 * The program {@code daemonctl}.
 */
public final class DaemonCtl {

	private DaemonCtl() {
	}

	/**
	 * Carry out a command, and end the JVM with its exit code.
	 * @param args the command, its options and its parameters
	 */
	public static void main(String[] args) {
		System.exit(Program.ofSystem().run(args));
	}

}
