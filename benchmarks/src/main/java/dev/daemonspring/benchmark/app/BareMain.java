package dev.daemonspring.benchmark.app;

/**
 * The least that a JVM can be started for: tells when its main method began.
 */
public final class BareMain {

	private BareMain() {
	}

	/**
	 * Tell the time.
	 * @param args ignored
	 */
	public static void main(String[] args) {
		System.out.println("main " + System.nanoTime());
	}

}
