package dev.daemonspring.benchmark.system;

/**
 * What a supervisor of another make keeps alive. Each tells its first iteration by a
 * datagram, as a worker does.
 */
enum Program {

	/**
	 * A shell script, of which nothing is smaller.
	 */
	SCRIPT("shell script"),

	/**
	 * A Java class without a framework.
	 */
	JVM("bare JVM"),

	/**
	 * A worker of a server for Python, forked from a process that has loaded it.
	 */
	PYTHON("forked Python worker"),

	/**
	 * The loop of the worker in a Spring Boot application of its own.
	 */
	BOOT("Boot application");

	private final String label;

	Program(String label) {
		this.label = label;
	}

	String label() {
		return this.label;
	}

}
