package dev.daemonspring.rpc.socket;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import dev.daemonspring.region.RegionPaths;
import dev.daemonspring.rpc.FakeWorkers;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.TestEngine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link ControlSocket}.
 */
@ExtendWith(OutputCaptureExtension.class)
class ControlSocketTests {

	private static final String PAUSE = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.pause\",\"params\":[\"ping\"],\"id\":1}";

	private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}";

	private final RpcEngine engine = TestEngine.of(new FakeWorkers());

	private Path temp = Path.of("");

	private Path region = Path.of("");

	private Path file = Path.of("");

	private @Nullable ControlSocket socket;

	@BeforeEach
	void createDirectory() throws IOException {
		// Short, for a socket's path must be
		this.temp = Files.createTempDirectory("rpc");
		this.region = Files.createFile(this.temp.resolve("daemon-1-a.region"));
		this.file = RegionPaths.controlSocket(this.region);
	}

	@AfterEach
	void stop() throws IOException {
		if (this.socket != null) {
			this.socket.stop();
		}
		try (Stream<Path> files = Files.walk(this.temp)) {
			files.sorted((a, b) -> b.compareTo(a)).forEach((path) -> path.toFile().delete());
		}
	}

	@Test
	void isOpenToItsOwnerBesideTheRegionAndGoneAtTheEnd() throws IOException {
		ControlSocket socket = start(this.region);
		assertThat(socket.isRunning()).isTrue();
		assertThat(this.file.getParent()).isEqualTo(this.region.getParent());
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file))).isEqualTo("rw-------");
		assertThat(call()).isEqualTo(ANSWER);
		socket.stop();
		assertThat(this.file).doesNotExist();
		assertThat(socket.isRunning()).isFalse();
	}

	@Test
	void isNotOpenedWithoutARegion(CapturedOutput output) {
		assertThat(start(null).isRunning()).isFalse();
		assertThat(output).doesNotContain("daemonctl");
	}

	@Test
	void replacesWhatADeadDaemonHasLeft() throws IOException {
		ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(this.file)).close();
		start(this.region);
		assertThat(call()).isEqualTo(ANSWER);
	}

	@Test
	void isOpenedAgainWhenItsFileWasRemoved() throws IOException {
		start(this.region, Duration.ofMillis(40));
		Files.delete(this.file);
		Awaitility.await().until(() -> Files.exists(this.file));
		Awaitility.await()
			.ignoreExceptionsInstanceOf(IOException.class)
			.untilAsserted(() -> assertThat(call()).isEqualTo(ANSWER));
	}

	@Test
	void tellsThatAPathIsTooLongAndLetsTheDaemonStart(CapturedOutput output) throws IOException {
		Path directory = Files.createDirectories(this.temp.resolve("a".repeat(60)).resolve("b".repeat(60)));
		assertThat(start(directory.resolve("daemon-1-a.region")).isRunning()).isFalse();
		assertThat(output).contains("WARN")
			.contains("'daemonctl' can show the workers, but not control them")
			.contains("a socket's path has at most 103")
			.contains("'daemon.directory'")
			.contains("'daemon.control-socket=false'");
	}

	@Test
	void tellsThatOthersMayEnterTheDirectoryAndLetsTheDaemonStart(CapturedOutput output) throws IOException {
		Files.setPosixFilePermissions(this.temp, PosixFilePermissions.fromString("rwxr-xr-x"));
		assertThat(start(this.region).isRunning()).isFalse();
		assertThat(output).contains("which others may enter").contains("chmod 700");
	}

	@Test
	void leavesWhatIsNoSocketAlone(CapturedOutput output) throws IOException {
		Files.writeString(this.file, "precious");
		assertThat(start(this.region).isRunning()).isFalse();
		assertThat(output).contains("a file of that name exists and is not a socket");
		assertThat(this.file).hasContent("precious");
	}

	private @Nullable String call() throws IOException {
		try (LineClient client = new LineClient(UnixDomainSocketAddress.of(this.file))) {
			return client.call(PAUSE);
		}
	}

	private ControlSocket start(@Nullable Path region) {
		return start(region, Duration.ofMinutes(1));
	}

	private ControlSocket start(@Nullable Path region, Duration idleTimeout) {
		SocketSettings settings = new SocketSettings(TestEngine.ALL, null, 64, idleTimeout);
		ControlSocket socket = new ControlSocket(() -> region, settings, () -> this.engine);
		this.socket = socket;
		socket.start();
		return socket;
	}

}
