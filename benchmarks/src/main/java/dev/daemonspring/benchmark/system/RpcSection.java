package dev.daemonspring.benchmark.system;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * How many times a second a worker's status can be asked for over HTTP, and how long the
 * slow ones take; beside an endpoint of the same server that answers as many bytes.
 */
final class RpcSection implements Section {

	static final String STATUS = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"worker.status\",\"params\":[\"w0\"]}";

	private static final Duration ROUND = Duration.ofSeconds(1);

	private static final int WARM_UP_ROUNDS = 15;

	private static final int CONNECTIONS = 2;

	@Override
	public String name() {
		return "rpc";
	}

	@Override
	public void measure(Workshop workshop, Options options, Table table) {
		Application daemon = workshop.daemon(1, "daemon.standby=0");
		daemon.awaitLooping(1);
		List<HttpConnection> connections = new ArrayList<>();
		for (int i = 0; i < CONNECTIONS; i++) {
			connections.add(new HttpConnection(daemon.port()));
		}
		Load rpc = new Load("/rpc");
		Load constant = new Load("/constant");
		for (int round = 0; round < WARM_UP_ROUNDS + options.repetitions(); round++) {
			boolean counts = round >= WARM_UP_ROUNDS;
			rpc.run(connections, counts);
			constant.run(connections, counts);
		}
		connections.forEach(HttpConnection::close);
		workshop.stopAll();
		if (rpc.answerLength != constant.answerLength) {
			table.note("The two answers differ in size: " + rpc.answerLength + " and " + constant.answerLength
					+ " bytes.");
		}
		String base = "constant endpoint";
		table.row("'worker.status' over HTTP, " + CONNECTIONS + " connections", rpc.rate, constant.rate, base);
		table.row("constant endpoint, " + CONNECTIONS + " connections", constant.rate);
		table.row("'worker.status' over HTTP, p99", rpc.slow, constant.slow, base);
		table.row("constant endpoint, p99", constant.slow);
	}

	/**
	 * Requests of one kind, as many as there can be.
	 */
	private static final class Load {

		private final String path;

		private final Samples rate = new Samples("requests/s");

		private final Samples slow = new Samples("µs");

		private volatile int answerLength;

		Load(String path) {
			this.path = path;
		}

		void run(List<HttpConnection> connections, boolean counts) {
			long start = System.nanoTime();
			List<CompletableFuture<long[]>> clients = connections.stream()
				.map((connection) -> CompletableFuture.supplyAsync(() -> ask(connection, start + ROUND.toNanos()),
						(task) -> new Thread(task, "client").start()))
				.toList();
			long[] nanos = clients.stream().flatMapToLong((client) -> Arrays.stream(client.join())).sorted().toArray();
			if (counts) {
				this.rate.add(nanos.length * 1e9 / (System.nanoTime() - start));
				this.slow.add(nanos[(int) (nanos.length * 0.99)] / 1e3);
			}
		}

		private long[] ask(HttpConnection connection, long end) {
			byte[] request = connection.post(this.path, STATUS);
			long[] nanos = new long[1 << 12];
			int count = 0;
			for (long start = System.nanoTime(); start - end < 0; count++) {
				String answer = connection.exchange(request);
				this.answerLength = answer.length();
				long now = System.nanoTime();
				nanos = (count < nanos.length) ? nanos : Arrays.copyOf(nanos, 2 * count);
				nanos[count] = now - start;
				start = now;
			}
			return Arrays.copyOf(nanos, count);
		}

	}

}
