package dev.daemonspring.rpc.socket;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import com.googlecode.jsonrpc4j.JsonRpcClient;
import com.googlecode.jsonrpc4j.JsonRpcClientException;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.host.PidFile;
import dev.daemonspring.rpc.ConformanceCases;
import dev.daemonspring.rpc.FakeWorkers;
import dev.daemonspring.rpc.RpcAccess;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcLimits;
import dev.daemonspring.rpc.RpcToken;
import dev.daemonspring.rpc.TestEngine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link RpcSockets}.
 */
@ExtendWith(OutputCaptureExtension.class)
class RpcSocketsTests {

	private static final String STATUS = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.status\",\"params\":[\"ping\"],\"id\":1}";

	private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}";

	private static final String SECRET = "0123456789abcdef";

	private final FakeWorkers workers = new FakeWorkers();

	private final RpcEngine engine = TestEngine.of(this.workers);

	private Path directory = Path.of("");

	private Path file = Path.of("");

	private @Nullable RpcSockets sockets;

	@BeforeEach
	void createDirectory() throws IOException {
		// Short, for a socket's path must be
		this.directory = Files.createTempDirectory("rpc");
		this.file = this.directory.resolve("d/s.sock");
	}

	@AfterEach
	void stop() throws IOException {
		if (this.sockets != null) {
			this.sockets.stop();
		}
		try (Stream<Path> files = Files.walk(this.directory)) {
			files.sorted((a, b) -> b.compareTo(a)).forEach((path) -> path.toFile().delete());
		}
	}

	@TestFactory
	Stream<DynamicTest> conformsToTheSpecification() throws IOException {
		start(64, Duration.ofMinutes(1));
		LineClient client = client();
		return ConformanceCases.all()
			.stream()
			.filter((test) -> fitsOnALine(test.request()))
			.map((test) -> DynamicTest.dynamicTest(test.toString(), () -> {
				client.send(test.request());
				client.send("\n");
				if (test.answer() != null) {
					String line = client.receive();
					assertThat(line).isNotNull();
					assertThat(ConformanceCases.normalize(line.getBytes(StandardCharsets.UTF_8)))
						.isEqualTo(test.answer());
				}
				assertThat(client.call(STATUS)).isEqualTo(ANSWER);
			}));
	}

	private static boolean fitsOnALine(byte[] request) {
		String text = new String(request, StandardCharsets.ISO_8859_1);
		return !text.contains("\n") && !text.isBlank();
	}

	@Test
	void fileIsForItsOwnerOnlyAndGoneAtTheEnd() throws IOException {
		RpcSockets sockets = start(64, Duration.ofMinutes(1));
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file))).isEqualTo("rw-------");
		assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.file.getParent())))
			.isEqualTo("rwx------");
		sockets.stop();
		assertThat(this.file).doesNotExist();
	}

	@Test
	void fileWhenStaleIsReplaced() throws IOException {
		Files.createDirectory(this.file.getParent(),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(this.file)).close();
		start(64, Duration.ofMinutes(1));
		assertThat(client().call(STATUS)).isEqualTo(ANSWER);
	}

	@Test
	void startWhenAnotherProcessListensFails() throws IOException {
		Files.createDirectory(this.file.getParent(),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		try (ServerSocketChannel another = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
			another.bind(UnixDomainSocketAddress.of(this.file));
			assertThatExceptionOfType(RpcSocketException.class).isThrownBy(() -> start(64, Duration.ofMinutes(1)))
				.withMessageContaining("another process is listening on it");
			assertThat(this.file).exists();
		}
		start(64, Duration.ofMinutes(1));
		assertThat(client().call(STATUS)).isEqualTo(ANSWER);
	}

	@Test
	void startWhenAnotherContextListensLeavesTheSocketToIt(CapturedOutput output) throws IOException {
		RpcSockets first = start(64, Duration.ofMinutes(1));
		SocketSettings settings = new SocketSettings(TestEngine.ALL, null, 64, Duration.ofMinutes(1));
		String other = "unix://" + this.file.getParent() + "/../d/s.sock";
		RpcSockets second = new RpcSockets(new SocketOwner("child", () -> List.of("pump")),
				List.of(RpcSocketAddress.of(other)), settings, settings, () -> this.engine);
		second.start();
		assertThat(second.isRunning()).isFalse();
		assertThat(output)
			.contains("The workers [pump] can't be reached on the socket '%s': it serves the application context"
				.formatted(other))
			.contains("'application', and they run in 'child'")
			.contains("'daemon.rpc.sockets'");
		second.stop();
		assertThat(client().call(STATUS)).isEqualTo(ANSWER);
		first.stop();
		second.start();
		assertThat(client().call(STATUS)).isEqualTo(ANSWER);
		second.stop();
	}

	@Test
	void startWhenAnotherContextListensAndThisOneHasNoWorkersSaysNothing(CapturedOutput output) {
		start(64, Duration.ofMinutes(1));
		sockets(List.of("unix://" + this.file), 64, Duration.ofMinutes(1), null).start();
		assertThat(output).doesNotContain("can't be reached");
	}

	@Test
	void startThatFailsGivesTheSocketsBack() throws IOException {
		RpcSockets failing = sockets(List.of("unix://" + this.file, "unix:///"), 64, Duration.ofMinutes(1), null);
		for (int time = 0; time < 2; time++) {
			assertThatExceptionOfType(RpcSocketException.class).isThrownBy(failing::start)
				.withMessageContaining("names no file");
		}
		start(64, Duration.ofMinutes(1));
		assertThat(client().call(STATUS)).isEqualTo(ANSWER);
	}

	@Test
	void socketsWhosePortTheSystemChoosesAreNeverTheSame() throws IOException {
		RpcSockets two = start(this.engine, List.of("tcp://127.0.0.1:0", "tcp://127.0.0.1:0"), 64,
				Duration.ofMinutes(1), null);
		assertThat(two.listener(0).port()).isNotEqualTo(two.listener(1).port());
	}

	@Test
	void startWhenFileIsNoSocketFails() throws IOException {
		Files.createDirectory(this.file.getParent(),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Files.writeString(this.file, "precious");
		assertThatExceptionOfType(RpcSocketException.class).isThrownBy(() -> start(64, Duration.ofMinutes(1)))
			.withMessageContaining("is not a socket");
		assertThat(this.file).hasContent("precious");
	}

	@Test
	void startWhenOthersCanEnterTheDirectoryFails() throws IOException {
		Files.createDirectory(this.file.getParent());
		Files.setPosixFilePermissions(this.file.getParent(), PosixFilePermissions.fromString("rwxr-xr-x"));
		assertThatExceptionOfType(RpcSocketException.class).isThrownBy(() -> start(64, Duration.ofMinutes(1)))
			.withMessageContaining("rwxr-xr-x");
	}

	@Test
	void startWhenTheDirectoryIsOfAnotherUserFails() throws IOException {
		Path directory = Files.createDirectory(this.file.getParent(),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		assumeThat(Files.getAttribute(directory, "unix:uid")).as("user id, for root can give a directory away")
			.isEqualTo(0);
		Files.setAttribute(directory, "unix:uid", 4711);
		assertThatExceptionOfType(RpcSocketException.class).isThrownBy(() -> start(64, Duration.ofMinutes(1)))
			.withMessageContaining("'%s', which belongs to '4711'".formatted(directory));
		assertThat(directory).isEmptyDirectory();
	}

	@Test
	void startWhenTheDirectoryIsALinkFails() throws IOException {
		Path target = Files.createDirectory(this.directory.resolve("target"),
				PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
		Files.createSymbolicLink(this.file.getParent(), target);
		assertThatExceptionOfType(RpcSocketException.class).isThrownBy(() -> start(64, Duration.ofMinutes(1)))
			.withMessageContaining("a symbolic link")
			.satisfies((ex) -> assertThat(ex.action()).contains("Choose a directory of the daemon's own"));
		assertThat(target).isEmptyDirectory();
	}

	@Test
	void startInTheMissingDirectoryOfThePidFile() throws IOException {
		PidFile pidFile = PidFile.lock(this.file.resolveSibling("app.pid"));
		start(64, Duration.ofMinutes(1));
		assertThat(client().call(STATUS)).isEqualTo(ANSWER);
		pidFile.destroy();
	}

	@Test
	void startWhenPathNamesNoFileFails() {
		RpcSockets nowhere = sockets(List.of("unix:///"), 64, Duration.ofMinutes(1), null);
		assertThatExceptionOfType(RpcSocketException.class).isThrownBy(nowhere::start)
			.withMessageContaining("names no file");
	}

	@Test
	void startWhenPathIsTooLongFails() {
		this.file = this.directory.resolve("x".repeat(100));
		assertThatExceptionOfType(RpcSocketException.class).isThrownBy(() -> start(64, Duration.ofMinutes(1)))
			.withMessageContaining("at most 103");
	}

	@Test
	void requestsInARowAreAnsweredInOrder() throws IOException {
		start(64, Duration.ofMinutes(1));
		LineClient client = client();
		StringBuilder lines = new StringBuilder();
		for (int i = 0; i < 1000; i++) {
			lines.append(STATUS.replace("\"id\":1", "\"id\":" + i)).append((i % 2 == 0) ? "\n" : "\r\n\n");
		}
		client.send(lines.toString());
		for (int i = 0; i < 1000; i++) {
			assertThat(client.receive()).isEqualTo(ANSWER.replace("\"id\":1", "\"id\":" + i));
		}
	}

	@Test
	void shutdownIsOpen() throws IOException {
		start(64, Duration.ofMinutes(1));
		assertThat(client().call("{\"jsonrpc\":\"2.0\",\"method\":\"daemon.shutdown\",\"id\":1}"))
			.isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":0}");
	}

	@Test
	void lineWhenTooLongIsToldAndSkipped() throws IOException {
		RpcEngine small = TestEngine.of(this.workers, new RpcLimits(DataSize.ofBytes(200), 10, 10, 10));
		start(small, List.of("unix://" + this.file), 64, Duration.ofMinutes(1), null);
		LineClient client = client();
		client.send("x".repeat(202));
		assertThat(client.receive()).contains("-32010");
		client.send("x".repeat(1_000_000) + "\n" + STATUS + "\n");
		assertThat(client.receive()).isEqualTo(ANSWER);
	}

	@Test
	void connectionWhenAllAreTakenIsToldSo() throws IOException {
		start(2, Duration.ofMinutes(1));
		LineClient first = client();
		LineClient second = client();
		assertThat(first.call(STATUS)).isEqualTo(ANSWER);
		assertThat(second.call(STATUS)).isEqualTo(ANSWER);
		LineClient third = client();
		assertThat(third.receive()).contains("-32020");
		assertThat(third.receive()).isNull();
		first.close();
		Awaitility.await()
			.ignoreExceptionsInstanceOf(IOException.class)
			.untilAsserted(() -> assertThat(client().call(STATUS)).isEqualTo(ANSWER));
	}

	@Test
	void connectionWhenIdleIsToldAndClosed() throws IOException {
		start(64, Duration.ofMillis(200));
		LineClient client = client();
		client.send("{\"jsonrpc\"");
		assertThat(client.receive()).contains("-32021");
		assertThat(client.receive()).isNull();
	}

	@Test
	void connectionThatDoesNotTakeItsAnswersIsClosed() throws IOException {
		start(1, Duration.ofMillis(300));
		LineClient greedy = client();
		greedy.channel.configureBlocking(false);
		byte[] requests = (STATUS + "\n").repeat(100_000).getBytes(StandardCharsets.UTF_8);
		try {
			greedy.channel.write(ByteBuffer.wrap(requests));
		}
		catch (IOException ex) {
			// Closed already, while it still speaks
		}
		// Until then others are told that there is no room, and the pipe may break while
		// they speak
		Awaitility.await()
			.ignoreExceptionsInstanceOf(IOException.class)
			.untilAsserted(() -> assertThat(client().call(STATUS)).isEqualTo(ANSWER));
	}

	@Test
	@Timeout(value = 60, unit = TimeUnit.SECONDS)
	void answerThatItsCallerDoesNotTakeIsInFlightUntilTheCallerIsGone() throws IOException {
		RpcLimits limits = new RpcLimits(DataSize.ofMegabytes(1), 1000, 100, 100, 1000, DataSize.ofMegabytes(8),
				DataSize.ofKilobytes(800));
		start(TestEngine.of(this.workers, limits), List.of("unix://" + this.file), 64, Duration.ofMinutes(1), null);
		try (LineClient greedy = client()) {
			greedy
				.send(STATUS.replace("worker.status", "examples.echo").replace("ping", "x".repeat(900 * 1024)) + "\n");
			// From the first byte on nothing but the answer itself is in flight
			assertThat(greedy.channel.read(ByteBuffer.allocate(1))).isOne();
			assertThat(client().call(STATUS)).contains("-32016").contains("'daemon.rpc.max-in-flight'");
		}
		Awaitility.await().untilAsserted(() -> assertThat(client().call(STATUS)).isEqualTo(ANSWER));
	}

	@Test
	void manyConnectionsAreServedAtOnce() throws IOException {
		start(200, Duration.ofMinutes(1));
		List<LineClient> clients = new ArrayList<>();
		for (int i = 0; i < 200; i++) {
			clients.add(client());
		}
		for (LineClient client : clients) {
			client.send(STATUS + "\n");
		}
		for (LineClient client : clients) {
			assertThat(client.receive()).isEqualTo(ANSWER);
			client.close();
		}
	}

	@Test
	void tcpWhenFromOtherMachinesWithoutTokenFails() {
		RpcSockets open = sockets(List.of("tcp://0.0.0.0:0"), 64, Duration.ofMinutes(1), null);
		assertThatExceptionOfType(RpcSocketException.class).isThrownBy(open::start)
			.satisfies((ex) -> assertThat(ex.action()).contains("daemon.rpc.token"));
	}

	@Test
	void tcpWithTokenLetsInWhoShowsIt() throws IOException {
		InetSocketAddress address = startTcp(new RpcToken(SECRET));
		LineClient stranger = new LineClient(address);
		assertThat(stranger.call(STATUS.replace("status", "pause"))).contains("-32022").doesNotContain("result");
		assertThat(stranger.receive()).isNull();
		LineClient liar = new LineClient(address);
		assertThat(liar.call(authenticate("fedcba9876543210"))).contains("-32022");
		assertThat(liar.receive()).isNull();
		assertThat(this.workers.calls).isEmpty();
		LineClient friend = new LineClient(address);
		assertThat(friend.call(authenticate(SECRET))).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":true}");
		assertThat(friend.call(STATUS)).isEqualTo(ANSWER);
	}

	@Test
	void tcpWhenABrowserIsSentHereHangsUp() throws IOException {
		InetSocketAddress address = startTcp(null);
		LineClient browser = new LineClient(address);
		browser.send("POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" + STATUS.replace("status", "pause") + "\n");
		assertThat(browser.receive()).contains("-32700");
		assertThat(browser.receive()).isNull();
		assertThat(this.workers.calls).isEmpty();
		assertThat(new LineClient(address).call(STATUS)).isEqualTo(ANSWER);
	}

	@Test
	void clientOfJsonrpc4jCanCall() throws Throwable {
		start(64, Duration.ofMinutes(1));
		JsonRpcClient client = new JsonRpcClient();
		LineClient connection = client();
		InputStream input = Channels.newInputStream(connection.channel);
		OutputStream output = new LineOutputStream(Channels.newOutputStream(connection.channel));
		assertThat(client.invokeAndReadResponse("worker.status", new Object[] { "ping" }, Integer.class, output, input))
			.isEqualTo(1);
		assertThat(client.invokeAndReadResponse("worker.pause", new Object[] { "ping" }, Boolean.class, output, input))
			.isTrue();
		assertThatExceptionOfType(JsonRpcClientException.class)
			.isThrownBy(() -> client.invokeAndReadResponse("worker.status", new Object[] { "nobody" }, Integer.class,
					output, input))
			.satisfies((ex) -> assertThat(ex.getCode()).isEqualTo(-32602));
	}

	private String authenticate(String token) {
		return "{\"jsonrpc\":\"2.0\",\"method\":\"rpc.authenticate\",\"params\":[\"" + token + "\"],\"id\":1}";
	}

	private InetSocketAddress startTcp(@Nullable RpcToken token) throws IOException {
		RpcSockets sockets = start(this.engine, List.of("tcp://127.0.0.1:0"), 64, Duration.ofMinutes(1), token);
		return new InetSocketAddress("127.0.0.1", sockets.listener(0).port());
	}

	private LineClient client() throws IOException {
		return new LineClient(UnixDomainSocketAddress.of(this.file));
	}

	private RpcSockets start(int maxConnections, Duration idleTimeout) {
		return start(this.engine, List.of("unix://" + this.file), maxConnections, idleTimeout, null);
	}

	private RpcSockets start(RpcEngine engine, List<String> addresses, int maxConnections, Duration idleTimeout,
			@Nullable RpcToken token) {
		RpcSockets sockets = sockets(engine, addresses, maxConnections, idleTimeout, token);
		this.sockets = sockets;
		sockets.start();
		return sockets;
	}

	private RpcSockets sockets(List<String> addresses, int maxConnections, Duration idleTimeout,
			@Nullable RpcToken token) {
		return sockets(this.engine, addresses, maxConnections, idleTimeout, token);
	}

	private RpcSockets sockets(RpcEngine engine, List<String> addresses, int maxConnections, Duration idleTimeout,
			@Nullable RpcToken token) {
		RpcAccess access = TestEngine.ALL;
		return new RpcSockets(new SocketOwner("application", List::of),
				addresses.stream().map(RpcSocketAddress::of).toList(),
				new SocketSettings(access, null, maxConnections, idleTimeout),
				new SocketSettings(access, token, maxConnections, idleTimeout), () -> engine);
	}

	/**
	 * Ends a message with the end of its line, as jsonrpc4j's client doesn't.
	 */
	private static final class LineOutputStream extends FilterOutputStream {

		LineOutputStream(OutputStream output) {
			super(output);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.out.write(bytes, offset, length);
		}

		@Override
		public void flush() throws IOException {
			this.out.write('\n');
			this.out.flush();
		}

	}

}
