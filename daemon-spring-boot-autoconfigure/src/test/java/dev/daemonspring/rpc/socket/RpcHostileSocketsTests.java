package dev.daemonspring.rpc.socket;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.channels.SelectableChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.rpc.FakeWorkers;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.RpcLimits;
import dev.daemonspring.rpc.RpcToken;
import dev.daemonspring.rpc.TestEngine;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that {@link RpcSockets} can't be driven, filled or silenced by who has no
 * business there.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@ExtendWith(OutputCaptureExtension.class)
class RpcHostileSocketsTests {

	private static final String STATUS = "{\"jsonrpc\":\"2.0\",\"method\":\"worker.status\",\"params\":[\"ping\"],\"id\":1}";

	private static final String PAUSE = STATUS.replace("status", "pause");

	private static final String ANSWER = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":1}";

	private static final String SECRET = "0123456789abcdef";

	private static final String AUTHENTICATE = "{\"jsonrpc\":\"2.0\",\"method\":\"rpc.authenticate\",\"params\":[\""
			+ SECRET + "\"],\"id\":1}";

	private static final Duration LONG = Duration.ofMinutes(10);

	private final FakeWorkers workers = new FakeWorkers();

	private final RpcEngine engine = TestEngine.of(this.workers, new RpcLimits(DataSize.ofKilobytes(20), 10, 100, 100));

	private final List<LineClient> clients = new ArrayList<>();

	private @Nullable RpcSockets sockets;

	private @Nullable RpcListener listener;

	@AfterEach
	void stop() throws IOException {
		for (LineClient client : this.clients) {
			client.close();
		}
		if (this.sockets != null) {
			this.sockets.stop();
		}
		if (this.listener != null) {
			this.listener.stop(0);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "GET / HTTP/1.1", "POST /x HTTP/1.1", "PUT / HTTP/1.1", "HEAD / HTTP/1.0",
			"DELETE / HTTP/1.1", "OPTIONS * HTTP/1.1", "PATCH / HTTP/1.1", "CONNECT a:1 HTTP/1.1", "TRACE / HTTP/1.1",
			"PRI * HTTP/2.0", "EHLO page", "\u0016\u0003\u0001", "x", "1", "null", "\"{\"", " \t GET /" })
	void firstLineOfAnotherProtocolIsTheLast(String line) throws IOException {
		InetSocketAddress address = start(null, 8, LONG);
		LineClient browser = client(address);
		sendAll(browser, line + "\r\n\r\n" + PAUSE + "\n" + PAUSE + "\n");
		assertThat(browser.receive()).contains("-32700");
		assertThat(browser.receive()).isNull();
		assertThat(client(address).call(STATUS)).isEqualTo(ANSWER);
		assertThat(this.workers.calls).isEmpty();
	}

	@Test
	void firstByteOfAnotherProtocolIsEnough() throws IOException {
		LineClient browser = client(start(null, 8, LONG));
		browser.send("G");
		assertThat(browser.receive()).contains("-32700");
		assertThat(browser.receive()).isNull();
	}

	@Test
	void firstLineOfJsonThatIsNoMessageIsTheLast() throws IOException {
		InetSocketAddress address = start(null, 8, LONG);
		for (String line : List.of("{", "{]", "[", "[1,", "{} x", "{\"a\":1}}")) {
			LineClient page = client(address);
			sendAll(page, line + "\n" + PAUSE + "\n");
			assertThat(page.receive()).contains("-32700");
			assertThat(page.receive()).isNull();
		}
		assertThat(this.workers.calls).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST /", "{", "[", " " })
	void firstLineThatIsTooLongIsTheLast(String beginning) throws IOException {
		InetSocketAddress address = start(null, 8, LONG);
		LineClient page = client(address);
		sendAll(page, beginning + "x".repeat(30_000) + " HTTP/1.1\r\n\r\n" + PAUSE + "\n");
		drain(page);
		assertThat(client(address).call(STATUS)).isEqualTo(ANSWER);
		assertThat(this.workers.calls).isEmpty();
	}

	@Test
	void laterLineThatIsTooLongIsToldAndSkipped() throws IOException {
		LineClient client = client(start(null, 8, LONG));
		assertThat(client.call(STATUS)).isEqualTo(ANSWER);
		client.send("{" + "x".repeat(30_000) + "\n");
		assertThat(client.receive()).contains("-32010");
		assertThat(client.call(STATUS)).isEqualTo(ANSWER);
	}

	@Test
	void messageBeforeTheTokenIsReadUpToAFewKilobytesOnly() throws IOException {
		InetSocketAddress address = start(new RpcToken(SECRET), 8, LONG);
		LineClient stranger = client(address);
		stranger.send("{" + "x".repeat(8193));
		assertThat(stranger.receive()).contains("-32022");
		assertThat(stranger.receive()).isNull();
		LineClient friend = client(address);
		assertThat(friend.call(AUTHENTICATE)).contains("true");
		friend.send("{" + "x".repeat(12_000) + "\n");
		assertThat(friend.receive()).contains("-32700");
		assertThat(friend.call(STATUS)).isEqualTo(ANSWER);
	}

	@Test
	void thoseWithoutTokenKeepOutNobodyWhoHasOne(CapturedOutput output) throws IOException {
		InetSocketAddress address = start(new RpcToken(SECRET), 2, LONG);
		LineClient first = client(address);
		assertThat(first.call(AUTHENTICATE)).contains("true");
		for (int i = 0; i < 20; i++) {
			sendAll(client(address), "{");
		}
		LineClient second = client(address);
		assertThat(second.call(AUTHENTICATE)).contains("true");
		assertThat(second.call(STATUS)).isEqualTo(ANSWER);
		assertThat(first.call(STATUS)).isEqualTo(ANSWER);
		LineClient third = client(address);
		assertThat(third.call(AUTHENTICATE)).contains("-32020");
		assertThat(third.receive()).isNull();
		assertThat(output).contains("daemon.rpc.test.max-unauthenticated-connections");
	}

	@Test
	void whoDoesNotShowTheTokenInTimeIsToldAndHungUpOn() throws IOException {
		InetSocketAddress address = start(new RpcToken(SECRET), 8, Duration.ofMillis(200));
		LineClient slow = client(address);
		slow.send("{");
		assertThat(slow.receive()).contains("-32021").contains("token");
		assertThat(slow.receive()).isNull();
	}

	@Test
	void wrongTokenIsLoggedOnceInAWhile(CapturedOutput output) throws IOException {
		InetSocketAddress address = start(new RpcToken(SECRET), 8, LONG);
		for (int i = 0; i < 50; i++) {
			LineClient liar = client(address);
			assertThat(liar.call(AUTHENTICATE.replace(SECRET, "fedcba9876543210"))).contains("-32022");
			assertThat(liar.receive()).isNull();
		}
		assertThat(output.toString().split("did not show the token", -1)).hasSizeBetween(2, 20);
		assertThat(output).contains("127.0.0.1").doesNotContain("fedcba");
	}

	@Test
	void listenerGoesOnWhenThereWereNoDescriptors(CapturedOutput output) throws IOException {
		ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0));
		ExhaustedChannel exhausted = new ExhaustedChannel(server, 5);
		this.listener = new RpcListener(RpcSocketAddress.of("tcp://127.0.0.1:1"), settings(null, 8, LONG),
				() -> this.engine, exhausted, null);
		this.listener.start();
		assertThat(client(server.getLocalAddress()).call(STATUS)).isEqualTo(ANSWER);
		assertThat(exhausted.failures).hasValue(5);
		assertThat(output).containsOnlyOnce("could not accept a connection").contains("Too many open files");
	}

	private InetSocketAddress start(@Nullable RpcToken token, int maxConnections, Duration authenticationTimeout)
			throws IOException {
		SocketSettings settings = settings(token, maxConnections, authenticationTimeout);
		RpcSockets sockets = new RpcSockets(new SocketOwner("application", List::of),
				List.of(RpcSocketAddress.of("tcp://127.0.0.1:0")), settings, settings, () -> this.engine);
		this.sockets = sockets;
		sockets.start();
		return new InetSocketAddress("127.0.0.1", sockets.listener(0).port());
	}

	private static SocketSettings settings(@Nullable RpcToken token, int maxConnections,
			Duration authenticationTimeout) {
		return new SocketSettings(TestEngine.ALL, token, maxConnections, LONG, 4, authenticationTimeout);
	}

	private LineClient client(SocketAddress address) throws IOException {
		LineClient client = new LineClient(address);
		this.clients.add(client);
		return client;
	}

	/**
	 * Send what the other end may hang up on in the middle of it.
	 */
	private static void sendAll(LineClient client, String text) {
		try {
			client.send(text);
		}
		catch (IOException ex) {
			// It has hung up
		}
	}

	/**
	 * Read to the end: the answer may be lost with a connection that was reset.
	 */
	private static void drain(LineClient client) throws IOException {
		String line = client.receive();
		while (line != null) {
			assertThat(line).contains("\"error\"");
			line = client.receive();
		}
	}

	/**
	 * A channel that fails some times as if the process had no descriptor left.
	 */
	private static final class ExhaustedChannel extends ServerSocketChannel {

		private final ServerSocketChannel channel;

		private final int times;

		private final AtomicInteger failures = new AtomicInteger();

		ExhaustedChannel(ServerSocketChannel channel, int times) {
			super(channel.provider());
			this.channel = channel;
			this.times = times;
		}

		@Override
		public SocketChannel accept() throws IOException {
			if (this.failures.get() < this.times) {
				this.failures.incrementAndGet();
				throw new IOException("Too many open files");
			}
			return this.channel.accept();
		}

		@Override
		public ServerSocketChannel bind(SocketAddress local, int backlog) {
			throw new UnsupportedOperationException();
		}

		@Override
		public <T> ServerSocketChannel setOption(SocketOption<T> name, T value) {
			throw new UnsupportedOperationException();
		}

		@Override
		public <T> T getOption(SocketOption<T> name) throws IOException {
			return this.channel.getOption(name);
		}

		@Override
		public Set<SocketOption<?>> supportedOptions() {
			return this.channel.supportedOptions();
		}

		@Override
		public ServerSocket socket() {
			return this.channel.socket();
		}

		@Override
		public SocketAddress getLocalAddress() throws IOException {
			return this.channel.getLocalAddress();
		}

		@Override
		protected void implCloseSelectableChannel() throws IOException {
			this.channel.close();
		}

		@Override
		protected void implConfigureBlocking(boolean block) throws IOException {
			SelectableChannel unused = this.channel.configureBlocking(block);
			assertThat(unused).isNotNull();
		}

	}

}
