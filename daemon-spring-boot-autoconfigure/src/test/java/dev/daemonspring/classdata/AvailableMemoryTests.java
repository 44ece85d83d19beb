package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AvailableMemory}.
 */
class AvailableMemoryTests {

	private @TempDir Path root;

	@Test
	void bytesWhenSystemTellsNothingIsUnknown() {
		assertThat(new AvailableMemory(this.root).bytes()).isEmpty();
	}

	@Test
	void bytesIsWhatTheMachineHas() throws IOException {
		write("proc/meminfo", "MemTotal:       4096 kB\nMemFree:          10 kB\nMemAvailable:   1024 kB\n");
		write("proc/self/cgroup", "0::/\n");
		assertThat(new AvailableMemory(this.root).bytes()).hasValue(1024 * 1024);
	}

	@Test
	void bytesIsTheLeastThatTheGroupsAboveLeave() throws IOException {
		write("proc/meminfo", "MemAvailable:   1024 kB\n");
		write("proc/self/cgroup", "0::/a/b\n");
		write("sys/fs/cgroup/a/b/memory.max", "max\n");
		write("sys/fs/cgroup/a/b/memory.current", "500\n");
		write("sys/fs/cgroup/a/memory.max", "1000\n");
		write("sys/fs/cgroup/a/memory.current", "900\n");
		write("sys/fs/cgroup/a/memory.stat", "anon 100\nfile 800\ninactive_file 700\n");
		assertThat(new AvailableMemory(this.root).bytes()).hasValue(800);
	}

	@Test
	void bytesWhenGroupIsNotMountedTakesTheTopmost() throws IOException {
		write("proc/self/cgroup", "5:cpu,memory:/docker/0123\n1:name=systemd:/docker/0123\n");
		write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1000\n");
		write("sys/fs/cgroup/memory/memory.usage_in_bytes", "1200\n");
		write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 100\n");
		assertThat(new AvailableMemory(this.root).bytes()).hasValue(0);
	}

	private void write(String file, String content) throws IOException {
		Path path = this.root.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, content);
	}

}
