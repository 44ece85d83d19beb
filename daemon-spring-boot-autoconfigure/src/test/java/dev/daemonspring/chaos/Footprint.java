package dev.daemonspring.chaos;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a daemon uses, which must not grow with the number of processes that it has
 * outlived.
 *
 * @param heap bytes of heap that are in use after a collection
 * @param threads how many threads there are
 * @param descriptors how many descriptors are open
 * @param mappings how many mappings there are of files of the status region
 * @param files how many files are in the directory of the status region
 */
record Footprint(long heap, int threads, long descriptors, long mappings, long files) {

	private static final Path SELF = Path.of("/proc/self");

	private static final long HEAP_TOLERANCE = 4 * 1024 * 1024;

	/**
	 * A mapping goes with the buffer that it belongs to, when that is collected.
	 */
	private static final int MAPPINGS_TOLERANCE = 100;

	/**
	 * Measure the current JVM.
	 * @param directory the directory of the status region
	 */
	static Footprint of(Path directory) throws IOException {
		System.gc();
		System.gc();
		long heap = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
		return new Footprint(heap, ManagementFactory.getThreadMXBean().getThreadCount(), count(SELF.resolve("fd")),
				mappings(SELF, directory), count(directory));
	}

	/**
	 * Measure another JVM, but for its heap.
	 * @param pid the id of the process
	 * @param directory the directory of the status region
	 */
	static Footprint ofProcess(long pid, Path directory) throws IOException {
		collectGarbage(pid);
		Path process = Path.of("/proc", Long.toString(pid));
		return new Footprint(0, (int) count(process.resolve("task")), count(process.resolve("fd")),
				mappings(process, directory), count(directory));
	}

	private static void collectGarbage(long pid) throws IOException {
		Process command = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
				Long.toString(pid), "GC.run")
			.redirectErrorStream(true)
			.redirectOutput(ProcessBuilder.Redirect.DISCARD)
			.start();
		assertThat(command.onExit().join().exitValue()).as("exit code of jcmd").isZero();
	}

	private static long mappings(Path process, Path directory) throws IOException {
		try (Stream<String> maps = Files.lines(process.resolve("maps"))) {
			return maps.filter((map) -> map.contains(directory.toString())).count();
		}
	}

	private static long count(Path directory) throws IOException {
		if (!Files.exists(directory)) {
			return 0;
		}
		try (Stream<Path> files = Files.list(directory)) {
			return files.count();
		}
	}

	/**
	 * Return the least of both in each respect.
	 */
	Footprint least(Footprint other) {
		return new Footprint(Math.min(this.heap, other.heap), Math.min(this.threads, other.threads),
				Math.min(this.descriptors, other.descriptors), Math.min(this.mappings, other.mappings),
				Math.min(this.files, other.files));
	}

	/**
	 * Check that nothing has grown beyond what comes and goes by chance.
	 * @param before what was used before
	 * @param chance how many threads and descriptors that may be
	 */
	void assertNotAbove(Footprint before, int chance) {
		assertThat(this.threads).as("threads").isLessThanOrEqualTo(before.threads + chance);
		assertThat(this.descriptors).as("descriptors").isLessThanOrEqualTo(before.descriptors + chance);
		assertThat(this.mappings).as("mappings").isLessThanOrEqualTo(before.mappings + MAPPINGS_TOLERANCE);
		assertThat(this.files).as("files").isLessThanOrEqualTo(before.files);
		assertThat(this.heap).as("heap").isLessThanOrEqualTo(before.heap + HEAP_TOLERANCE);
	}

	@Override
	public String toString() {
		return "%,d KiB of heap, %d threads, %d descriptors, %d mappings, %d files".formatted(this.heap / 1024,
				this.threads, this.descriptors, this.mappings, this.files);
	}

}
