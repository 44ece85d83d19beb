package dev.daemonspring.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Lets the current JVM and its children start no process and no thread for a while, by a
 * control group of their own. Where the current user can't have one (it takes the
 * superuser and the first version of control groups) it limits nothing.
 */
final class ProcessLimit implements AutoCloseable {

	private static final Path GROUPS = Path.of("/sys/fs/cgroup/pids");

	private final @Nullable Path parent;

	private final @Nullable Path group;

	private final @Nullable RandomAccessFile limit;

	private ProcessLimit(@Nullable Path parent, @Nullable Path group, @Nullable RandomAccessFile limit) {
		this.parent = parent;
		this.group = group;
		this.limit = limit;
	}

	/**
	 * Move the current JVM into a group of its own.
	 */
	static ProcessLimit create() throws IOException {
		Path parent = parent();
		if (parent == null || !Files.isWritable(parent)) {
			return new ProcessLimit(null, null, null);
		}
		Path group = Files.createDirectory(parent.resolve("daemon-chaos-" + ProcessHandle.current().pid()));
		move(group);
		// Open from now on: when descriptors are short is no time to look for one
		return new ProcessLimit(parent, group, new RandomAccessFile(group.resolve("pids.max").toFile(), "rw"));
	}

	private static @Nullable Path parent() throws IOException {
		for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
			String[] fields = line.split(":", 3);
			if (List.of(fields[1].split(",")).contains("pids")) {
				return GROUPS.resolve(fields[2].substring(1));
			}
		}
		return null;
	}

	private static void move(Path group) throws IOException {
		Files.writeString(group.resolve("cgroup.procs"), Long.toString(ProcessHandle.current().pid()));
	}

	boolean isPossible() {
		return this.limit != null;
	}

	/**
	 * Allow no more than the processes and threads that there are, and some.
	 * @param spare how many more are allowed
	 */
	void impose(int spare) throws IOException {
		if (this.group != null) {
			String current = Files.readString(this.group.resolve("pids.current")).trim();
			write(Integer.toString(Integer.parseInt(current) + spare));
		}
	}

	/**
	 * Allow any number again.
	 */
	void lift() throws IOException {
		write("max");
	}

	private void write(String value) throws IOException {
		if (this.limit != null) {
			this.limit.seek(0);
			this.limit.write(value.getBytes(StandardCharsets.US_ASCII));
		}
	}

	/**
	 * Move the current JVM, and what may be left of its children, back.
	 */
	@Override
	public void close() throws IOException {
		if (this.limit == null || this.parent == null || this.group == null) {
			return;
		}
		lift();
		this.limit.close();
		move(this.parent);
		for (String pid : Files.readAllLines(this.group.resolve("cgroup.procs"))) {
			Files.writeString(this.parent.resolve("cgroup.procs"), pid);
		}
		Files.delete(this.group);
	}

}
