package dev.daemonspring.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link MemoryGroup}.
 */
class MemoryGroupTests {

	private static final String UNLIMITED_V1 = "9223372036854771712\n";

	private @TempDir Path root;

	@Test
	void systemThatTellsNothingHasNoGroups() {
		assertThat(MemoryGroup.ofThisProcess(this.root)).isEmpty();
	}

	@Test
	void groupsOfTheSecondVersionAreThoseUpToTheTop() throws IOException {
		write("proc/self/cgroup", "0::/a/b\n");
		write("sys/fs/cgroup/cgroup.procs", "");
		write("sys/fs/cgroup/a/memory.current", "900\n");
		write("sys/fs/cgroup/a/memory.max", "1000\n");
		write("sys/fs/cgroup/a/memory.stat", "anon 100\ninactive_file 700\n");
		write("sys/fs/cgroup/a/b/memory.current", "500\n");
		write("sys/fs/cgroup/a/b/memory.max", "max\n");
		write("sys/fs/cgroup/a/b/memory.events", "low 0\noom 7\noom_kill 4\noom_group_kill 0\n");
		write("sys/fs/cgroup/a/b/memory.oom.group", "1\n");
		List<MemoryGroup> groups = MemoryGroup.ofThisProcess(this.root);
		assertThat(groups).hasSize(2);
		MemoryGroup inner = groups.get(0);
		assertThat(inner.limit()).isEmpty();
		assertThat(inner.used()).hasValue(500);
		assertThat(inner.kills()).hasValue(4);
		assertThat(inner.isKilledAsWhole()).isTrue();
		MemoryGroup outer = groups.get(1);
		assertThat(outer.limit()).hasValue(1000);
		assertThat(outer.used()).hasValue(200);
		assertThat(outer.kills()).isEmpty();
		assertThat(outer.isKilledAsWhole()).isFalse();
	}

	@Test
	void groupOfAContainerWithItsOwnRootIsAtTheTop() throws IOException {
		write("proc/self/cgroup", "0::/\n");
		write("sys/fs/cgroup/memory.current", "1\n");
		write("sys/fs/cgroup/memory.max", "1000\n");
		assertThat(MemoryGroup.ofThisProcess(this.root)).singleElement()
			.satisfies((group) -> assertThat(group.limit()).hasValue(1000));
	}

	@Test
	void groupOfTheFirstVersionThatIsToldByThePathOutsideOfTheContainerIsAtTheTop() throws IOException {
		write("proc/self/cgroup", "5:cpu,memory:/docker/0123\n1:name=systemd:/docker/0123\n0::/\n");
		write("sys/fs/cgroup/memory/memory.limit_in_bytes", "1000\n");
		write("sys/fs/cgroup/memory/memory.usage_in_bytes", "900\n");
		write("sys/fs/cgroup/memory/memory.stat", "total_inactive_file 100\n");
		write("sys/fs/cgroup/memory/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
		assertThat(MemoryGroup.ofThisProcess(this.root)).singleElement().satisfies((group) -> {
			assertThat(group.limit()).hasValue(1000);
			assertThat(group.used()).hasValue(800);
			assertThat(group.kills()).hasValue(2);
			assertThat(group.isKilledAsWhole()).isFalse();
		});
	}

	@Test
	void groupOfTheFirstVersionWithoutLimitHasNone() throws IOException {
		write("proc/self/cgroup", "4:memory:/\n");
		write("sys/fs/cgroup/memory/memory.limit_in_bytes", UNLIMITED_V1);
		write("sys/fs/cgroup/memory/memory.usage_in_bytes", "900\n");
		assertThat(MemoryGroup.ofThisProcess(this.root)).singleElement()
			.satisfies((group) -> assertThat(group.limit()).isEmpty());
	}

	private void write(String file, String content) throws IOException {
		Path path = this.root.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, content);
	}

}
