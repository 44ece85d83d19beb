package dev.daemonspring.classdata;

import java.util.random.RandomGenerator;

/**
 * The address at which all processes map an archive. There, they share its pages; at any
 * other address a JVM adjusts the pointers in it, so that each process has a copy of its
 * own. It is drawn once for an archive, whose directory only the user can read: like the
 * children of a fork, the processes have the same address, which nobody else knows.
 *
 * @param value the address
 */
record ArchiveAddress(long value) {

	/**
	 * The alignment with which a JVM can decode pointers to classes on each architecture.
	 */
	private static final long ALIGNMENT = 1L << 32;

	/**
	 * Above what a JVM prefers for heaps and below the libraries and stacks of a process
	 * with addresses of 47 bits.
	 */
	private static final long LOWEST = 0x1000_0000_0000L;

	private static final long HIGHEST = 0x5000_0000_0000L;

	static ArchiveAddress random(RandomGenerator random) {
		return new ArchiveAddress(random.nextLong(LOWEST / ALIGNMENT, HIGHEST / ALIGNMENT) * ALIGNMENT);
	}

	/**
	 * Return the option with which a JVM makes an archive for this address.
	 */
	String option() {
		return "-XX:SharedBaseAddress=0x" + Long.toHexString(this.value);
	}

}
