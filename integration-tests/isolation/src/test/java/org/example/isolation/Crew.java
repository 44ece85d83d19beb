package org.example.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.example.isolation.crew.CrewApplication;
import org.example.testsupport.JavaProcess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Daemons of the {@link CrewApplication} that work in one directory, one after the other,
 * and what they and their workers did.
 */
final class Crew {

	private final Path directory;

	private final int size;

	Crew(Path directory, int size) {
		this.directory = directory;
		this.size = size;
	}

	/**
	 * Start a daemon.
	 * @param properties further arguments
	 * @return the daemon
	 */
	JavaProcess start(String... properties) {
		List<String> arguments = new ArrayList<>(
				List.of("-cp", InheritanceIT.classPath(), CrewApplication.class.getName(), "--crew.size=" + this.size,
						"--daemon.defaults.max-heap=32MB", "--daemon.defaults.jvm-args=" + JavaProcess.QUICK_START,
						"--daemon.shutdown.grace=60s", "--daemon.standby=0"));
		arguments.addAll(List.of(properties));
		return JavaProcess.startGroup(this.directory, Map.of(), arguments);
	}

	/**
	 * Wait until every worker of the daemon has looped.
	 * @return the ids of the worker processes
	 */
	List<Long> awaitLooping(JavaProcess daemon) {
		try {
			JavaProcess.await().until(() -> {
				List<Long> children = daemon.children();
				return children.size() == this.size
						&& IntStream.range(0, this.size).allMatch((i) -> loopers(i).anyMatch(children::contains));
			});
			return daemon.children();
		}
		catch (RuntimeException ex) {
			throw new AssertionError(daemon.output(), ex);
		}
	}

	private Stream<Long> loopers(int worker) {
		return ledger().doers("hand-" + worker + "-loop").stream();
	}

	Ledger ledger() {
		return Ledger.of(this.directory);
	}

	/**
	 * Return every process of this machine that works in the directory: those that have
	 * lost their parent, too.
	 */
	List<Long> processes() {
		return ProcessHandle.allProcesses().map(ProcessHandle::pid).filter(this::worksHere).toList();
	}

	private boolean worksHere(long pid) {
		try {
			return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
				.equals(this.directory.toRealPath()) && !Signals.isGone(pid);
		}
		catch (IOException ex) {
			return false;
		}
	}

	/**
	 * Assert that no two processes were the same worker at the same time, and that each
	 * one that spun up has spun down, except those that still run.
	 */
	void assertNeverDoubled(List<Long> running) {
		for (int i = 0; i < this.size; i++) {
			String spinup = "hand-%d-spinup ".formatted(i);
			String end = "hand-%d-end ".formatted(i);
			List<String> life = ledger().lines()
				.stream()
				.filter((line) -> line.startsWith(spinup) || line.startsWith(end))
				.toList();
			for (int n = 0; n < life.size(); n++) {
				assertThat(life.get(n)).as("step %d of %s", n, life).startsWith((n % 2 == 0) ? spinup : end);
				if (n % 2 == 1) {
					assertThat(pid(life.get(n))).isEqualTo(pid(life.get(n - 1)));
				}
			}
			if (life.size() % 2 == 1) {
				assertThat(running).contains(pid(life.get(life.size() - 1)));
			}
		}
	}

	private long pid(String line) {
		return Long.parseLong(line.substring(line.indexOf(' ') + 1));
	}

	/**
	 * Make an empty file in the directory.
	 */
	void mark(String name) {
		try {
			Files.createFile(this.directory.resolve(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
