package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ContainerSigns}.
 */
class ContainerSignsTests {

	private @TempDir Path root;

	@Test
	void findWhenThereIsNoneFindsNothing() throws IOException {
		assertThat(signs(Map.of()).find()).isEmpty();
		write("proc/self/cgroup", "0::/\n");
		assertThat(signs(Map.of("KUBERNETES_SERVICE_HOST", "", "containers", "2")).find()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { ".dockerenv", "run/.containerenv" })
	void findWhenEngineHasLeftAFile(String file) throws IOException {
		write(file, "");
		assertThat(signs(Map.of()).find()).hasValue("'" + this.root.resolve(file) + "' exists");
	}

	@Test
	void findWhenVariableIsSet() {
		assertThat(signs(Map.of("KUBERNETES_SERVICE_HOST", "10.0.0.1")).find())
			.hasValue("the variable 'KUBERNETES_SERVICE_HOST' is set");
		assertThat(signs(Map.of("container", "podman")).find()).hasValue("the variable 'container' is set");
	}

	@ParameterizedTest
	@ValueSource(strings = { "4:memory:/docker/0123456789abcdef", "0::/kubepods.slice/kubepods-pod12.slice/x.scope",
			"0::/system.slice/docker-0123456789abcdef.scope", "0::/machine.slice/libpod-0123.scope/container",
			"1:name=systemd:/lxc/box" })
	void findWhenControlGroupIsOfAContainer(String group) throws IOException {
		write("proc/self/cgroup", group + "\n");
		assertThat(signs(Map.of()).find()).isPresent();
	}

	@ParameterizedTest
	@ValueSource(strings = { "0::/user.slice/user-1000.slice/session-2.scope", "0::/system.slice/docker.service",
			"0::/system.slice/containerd.service", "0::/system.slice/dockerfiles.scope" })
	void findWhenControlGroupIsOfNoContainerFindsNothing(String group) throws IOException {
		write("proc/self/cgroup", group + "\n");
		assertThat(signs(Map.of()).find()).isEmpty();
	}

	private ContainerSigns signs(Map<String, String> variables) {
		return new ContainerSigns(this.root, variables);
	}

	private void write(String file, String content) throws IOException {
		Path path = this.root.resolve(file);
		Files.createDirectories(path.getParent());
		Files.writeString(path, content);
	}

}
