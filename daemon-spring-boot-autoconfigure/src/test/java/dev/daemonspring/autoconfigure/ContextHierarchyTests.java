package dev.daemonspring.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import dev.daemonspring.health.WorkersHealthContributor;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.supervisor.WorkerDescription;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tests that workers are found in whichever context of a hierarchy they are declared, and
 * that each is run once.
 */
@ExtendWith(OutputCaptureExtension.class)
class ContextHierarchyTests {

	private @TempDir Path directory;

	@Test
	void workersOfAChildAreRunByTheDaemonThere(CapturedOutput output) {
		try (ConfigurableApplicationContext child = run(Plain.class, Pumping.class);
				ConfigurableApplicationContext parent = parentOf(child)) {
			assertThat(parent.getBeanNamesForType(Workers.class)).isEmpty();
			Workers workers = child.getBean(Workers.class);
			awaitLooping(workers, "pump");
			assertThat(child.getBean(Asking.class).workers).isSameAs(workers);
		}
		assertThat(output).doesNotContain("are not run");
	}

	@Test
	void eachContextRunsItsOwnWorkers(CapturedOutput output) {
		try (ConfigurableApplicationContext child = run(Copying.class, Pumping.class);
				ConfigurableApplicationContext parent = parentOf(child)) {
			Workers above = parent.getBean(Workers.class);
			Workers below = child.getBean(Workers.class);
			assertThat(above.list()).extracting(WorkerDescription::name).containsExactly("copy");
			assertThat(below.list()).extracting(WorkerDescription::name).containsExactly("pump");
			awaitLooping(above, "copy");
			awaitLooping(below, "pump");
			assertThat(child.getBean(Asking.class).workers).isSameAs(below);
			assertThat(child.getBean(RpcEngine.class)).isNotSameAs(parent.getBean(RpcEngine.class));
			assertThat(child.getBean(WorkersHealthContributor.class))
				.isNotSameAs(parent.getBean(WorkersHealthContributor.class));
			child.close();
			await().until(() -> below.status("pump") == WorkerState.STOPPED);
			awaitLooping(above, "copy");
		}
		assertThat(output).doesNotContain("are not run");
	}

	@Test
	void daemonOfAParentServesAChildWithoutOne() {
		try (ConfigurableApplicationContext child = run(Copying.class, Asking.class);
				ConfigurableApplicationContext parent = parentOf(child)) {
			assertThat(child.getBean(Asking.class).workers).isSameAs(parent.getBean(Workers.class));
			awaitLooping(child.getBean(Asking.class).workers, "copy");
		}
	}

	@Test
	void socketThatAllContextsConfigureServesTheFirst(CapturedOutput output) throws IOException {
		String socket = "unix://" + this.directory.resolve("s/d.sock");
		try (ConfigurableApplicationContext child = run(Copying.class, Pumping.class, "daemon.rpc.sockets=" + socket);
				ConfigurableApplicationContext parent = parentOf(child)) {
			assertThat(list(socket)).contains("copy").doesNotContain("pump");
			assertThat(output)
				.contains(
						"The workers [pump] can't be reached on the socket '%s': it serves the application context '%s'"
							.formatted(socket, parent.getId()))
				.contains("they run in '%s'".formatted(child.getId()))
				.doesNotContain("The workers [copy]");
			child.close();
			assertThat(list(socket)).contains("copy");
		}
	}

	@Test
	void socketOfAChildServesTheChild(CapturedOutput output) throws IOException {
		String above = "unix://" + this.directory.resolve("s/d.sock");
		String below = "unix://" + this.directory.resolve("s/c.sock");
		try (ConfigurableApplicationContext child = builder(Copying.class, "daemon.rpc.sockets=" + above)
			.child(Pumping.class)
			.web(WebApplicationType.NONE)
			.initializers(property("daemon.rpc.sockets", below))
			.run(); ConfigurableApplicationContext parent = parentOf(child)) {
			assertThat(list(above)).contains("copy").doesNotContain("pump");
			assertThat(list(below)).contains("pump").doesNotContain("copy");
			assertThat(output).doesNotContain("can't be reached");
			child.close();
			assertThat(list(above)).contains("copy");
			assertThat(Path.of(URI.create(below).getPath())).doesNotExist();
			assertThat(parent.isActive()).isTrue();
		}
	}

	private static ApplicationContextInitializer<ConfigurableApplicationContext> property(String name, String value) {
		return (context) -> context.getEnvironment()
			.getPropertySources()
			.addFirst(new MapPropertySource("child", Map.of(name, value)));
	}

	private static String list(String socket) throws IOException {
		try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(URI.create(socket).getPath()))) {
			channel.write(ByteBuffer
				.wrap("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"worker.list\"}\n".getBytes(StandardCharsets.UTF_8)));
			return new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine();
		}
	}

	private static void awaitLooping(Workers workers, String name) {
		Supplier<Long> iterations = () -> workers.info(name).iterations();
		long before = iterations.get();
		await().until(() -> workers.status(name) == WorkerState.LOOPING && iterations.get() > before);
	}

	private static ConfigurableApplicationContext parentOf(ConfigurableApplicationContext child) {
		ConfigurableApplicationContext parent = (ConfigurableApplicationContext) child.getParent();
		assertThat(parent).isNotNull();
		return parent;
	}

	private static ConfigurableApplicationContext run(Class<?> parent, Class<?> child, String... properties) {
		return builder(parent, properties).child(child).web(WebApplicationType.NONE).run();
	}

	private static SpringApplicationBuilder builder(Class<?> parent, String... properties) {
		return new SpringApplicationBuilder(parent).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=thread", "daemon.defaults.looptime=10ms")
			.properties(properties);
	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DaemonAutoConfiguration.class, RpcAutoConfiguration.class,
			RpcSocketAutoConfiguration.class, WorkerHealthAutoConfiguration.class })
	static class Copying {

		@Bean
		@Worker
		WorkerLoop copy() {
			return () -> {
			};
		}

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DaemonAutoConfiguration.class, RpcAutoConfiguration.class,
			RpcSocketAutoConfiguration.class, WorkerHealthAutoConfiguration.class })
	static class Pumping {

		@Bean
		@Worker
		WorkerLoop pump() {
			return () -> {
			};
		}

		@Bean
		Asking asking(Workers workers) {
			return new Asking(workers);
		}

	}

	static class Asking {

		final Workers workers;

		Asking(Workers workers) {
			this.workers = workers;
		}

	}

}
