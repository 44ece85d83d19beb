package dev.daemonspring.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.RegionPaths;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerState;

/**
 * What a daemon has in its directory, made by a test: a region, which is this process's,
 * and a control socket that answers as the test says.
 */
final class TestDaemon implements AutoCloseable {

	static final long WORKER_PID = 999_999_998;

	private static final long PID_OFFSET = 32;

	private static final long START_OFFSET = 40;

	private static final long HEARTBEAT_TIME_OFFSET = 136;

	private final StatusRegion region;

	private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

	private @Nullable ServerSocketChannel socket;

	private int slots;

	TestDaemon(Path directory, String name) {
		this.region = StatusRegion.create(directory.resolve("daemon-" + name + ".region"),
				new RegionLayout(4, 1024, 1));
		this.region.heartbeat();
	}

	Path file() {
		return this.region.file();
	}

	/**
	 * Add a worker whose process has reported a state.
	 */
	WorkerSlot worker(String name, WorkerState state, WantedState wanted) {
		DaemonSlot slot = this.region.slot(this.slots);
		slot.name(name);
		slot.wanted(wanted);
		WorkerSlot worker = WorkerSlot.open(file(), this.slots);
		this.slots++;
		worker.begin(WORKER_PID, 1);
		worker.state(state);
		return worker;
	}

	/**
	 * Let the daemon be of a process that there is not.
	 */
	void die() throws IOException {
		put(PID_OFFSET, 999_999_999);
		put(HEARTBEAT_TIME_OFFSET, 1);
	}

	/**
	 * Let the daemon have been of another process, whose id this one has now.
	 */
	void dieAndPassOnThePid() throws IOException {
		put(START_OFFSET, 1);
		put(HEARTBEAT_TIME_OFFSET, 1);
	}

	/**
	 * Let the last look of the daemon be long ago.
	 */
	void hang() throws IOException {
		put(HEARTBEAT_TIME_OFFSET, System.currentTimeMillis() - 60_000);
	}

	private void put(long position, long value) throws IOException {
		try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
			channel.write(ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder()).putLong(value).flip(),
					position);
		}
	}

	/**
	 * Answer each request with what follows from it; with nothing, never.
	 */
	void answer(UnaryOperator<@Nullable String> answers) throws IOException {
		ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
		listening.bind(UnixDomainSocketAddress.of(RegionPaths.controlSocket(file())));
		this.socket = listening;
		Thread thread = new Thread(() -> {
			List<SocketChannel> silent = new ArrayList<>();
			while (listening.isOpen()) {
				try {
					SocketChannel caller = listening.accept();
					String line = new BufferedReader(Channels.newReader(caller, StandardCharsets.UTF_8)).readLine();
					this.requests.add(line);
					String answer = answers.apply(line);
					if (answer == null) {
						silent.add(caller);
						continue;
					}
					caller.write(ByteBuffer.wrap((answer + "\n").getBytes(StandardCharsets.UTF_8)));
					caller.close();
				}
				catch (IOException ex) {
					// The test is over
				}
			}
		});
		thread.setDaemon(true);
		thread.start();
	}

	void answerWithResult(String result) throws IOException {
		answer((request) -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}");
	}

	List<String> requests() {
		return this.requests;
	}

	@Override
	public void close() throws IOException {
		if (this.socket != null) {
			this.socket.close();
		}
		this.region.close();
	}

}
