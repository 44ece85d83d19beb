package dev.daemonspring.autoconfigure;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.region.RegionPaths;
import dev.daemonspring.supervisor.SupervisedWorkers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ControlSocketAutoConfiguration}: who has a socket, and what may be
 * called there.
 */
class ControlSocketAutoConfigurationTests {

	private Path temp = Path.of("");

	@BeforeEach
	void createDirectory() throws IOException {
		// Short, for a socket's path must be
		this.temp = Files.createTempDirectory("ctl");
	}

	@AfterEach
	void deleteDirectory() throws IOException {
		try (Stream<Path> files = Files.walk(this.temp)) {
			files.sorted((a, b) -> b.compareTo(a)).forEach((path) -> path.toFile().delete());
		}
	}

	@Test
	void isBesideTheRegionAndTakesEveryCallWithoutAnyProperty() throws IOException {
		try (ConfigurableApplicationContext context = run(Copying.class)) {
			assertThat(sockets()).containsExactly(RegionPaths.controlSocket(region(context)));
			assertThat(call("worker.pause")).contains("\"result\":true");
			assertThat(call("worker.info")).contains("\"wanted\":\"PAUSED\"");
		}
		assertThat(sockets()).isEmpty();
	}

	@Test
	void canBeTurnedOff() throws IOException {
		for (String property : List.of("daemon.control-socket=false", "daemon.rpc.enabled=false")) {
			try (ConfigurableApplicationContext context = run(Copying.class, property)) {
				assertThat(region(context)).exists();
				assertThat(sockets()).as(property).isEmpty();
			}
		}
	}

	@Test
	void whatNarrowsTheRpcNarrowsIt() throws IOException {
		for (String property : List.of("daemon.rpc.access=read-only", "daemon.rpc.unix.exclude=worker.pause")) {
			try (ConfigurableApplicationContext context = run(Copying.class, property)) {
				assertThat(context.isActive()).isTrue();
				assertThat(call("worker.pause")).as(property).contains("-32004");
				assertThat(call("worker.info")).contains("\"name\":\"copy\"");
			}
		}
	}

	@Test
	void thereIsNoneWithoutWorkers() throws IOException {
		try (ConfigurableApplicationContext context = run(Idle.class)) {
			assertThat(context.getBean(SupervisedWorkers.class).regionFile()).isNull();
			assertThat(sockets()).isEmpty();
		}
	}

	private ConfigurableApplicationContext run(Class<?> source, String... properties) {
		return new SpringApplicationBuilder(source).web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=thread", "daemon.directory=" + this.temp)
			.properties(properties)
			.run();
	}

	private static Path region(ConfigurableApplicationContext context) {
		Path file = context.getBean(SupervisedWorkers.class).regionFile();
		assertThat(file).isNotNull();
		return file;
	}

	private List<Path> sockets() throws IOException {
		try (Stream<Path> files = Files.list(this.temp)) {
			return files.filter((file) -> file.toString().endsWith(".sock")).toList();
		}
	}

	private String call(String method) throws IOException {
		try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(sockets().get(0)))) {
			channel.write(ByteBuffer
				.wrap("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[\"copy\"]}\n".formatted(method)
					.getBytes(StandardCharsets.UTF_8)));
			return new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8)).readLine();
		}
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DaemonAutoConfiguration.class, RpcAutoConfiguration.class,
			ControlSocketAutoConfiguration.class })
	static class Idle {

	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DaemonAutoConfiguration.class, RpcAutoConfiguration.class,
			ControlSocketAutoConfiguration.class })
	static class Copying {

		@Bean
		@Worker
		WorkerLoop copy() {
			return () -> {
			};
		}

	}

}
