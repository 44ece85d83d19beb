package org.example.counting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.example.testsupport.RpcClient;

/**
 * A daemon of the application, with short leases, and its worker processes.
 */
final class Replica implements AutoCloseable {

	/**
	 * How long a lease lasts.
	 */
	static final int LEASE_MILLIS = 3000;

	private static final Path JAR = Path.of("target/cluster.jar").toAbsolutePath();

	private final Path socket;

	private final JavaProcess daemon;

	private Replica(Path socket, JavaProcess daemon) {
		this.socket = socket;
		this.daemon = daemon;
	}

	/**
	 * Start a replica.
	 * @param directory where the workers note what they do
	 * @param index which of the replicas it is
	 * @param name a name that no other had
	 * @param storage the arguments with which it finds the store
	 */
	static Replica start(Path directory, int index, String name, List<String> storage) {
		Path socket = directory.resolve("replica-" + index + ".sock");
		List<String> command = new ArrayList<>(
				List.of("-Xmx64m", "-jar", JAR.toString(), "--counting.directory=" + directory,
						"--counting.replica=" + name, "--daemon.directory=" + directory.resolve("replica-" + index),
						"--daemon.rpc.sockets=unix://" + socket, "--daemon.defaults.max-heap=48MB",
						"--daemon.cluster.lease=%dms".formatted(LEASE_MILLIS), "--daemon.cluster.renew=800ms",
						"--daemon.cluster.operation-timeout=400ms", "--daemon.cluster.margin=600ms",
						"--daemon.shutdown.grace=500ms", "--daemon.standby=2", "--spring.main.banner-mode=off"));
		command.addAll(storage);
		return new Replica(socket, JavaProcess.start(directory, command));
	}

	/**
	 * Wait until a process has booted and waits for work.
	 */
	void awaitStandby() {
		this.daemon.awaitLine("A standby \\(pid \\d+\\) is ready");
	}

	JavaProcess daemon() {
		return this.daemon;
	}

	RpcClient client() {
		return RpcClient.overUnixSocket(this.socket);
	}

	/**
	 * Return the ids of the worker processes, standbys included.
	 */
	List<Long> workers() {
		return this.daemon.children();
	}

	List<Long> processes(boolean daemonToo, boolean workersToo) {
		List<Long> processes = new ArrayList<>();
		if (daemonToo) {
			processes.add(this.daemon.pid());
		}
		if (workersToo) {
			processes.addAll(workers());
		}
		return processes;
	}

	static void send(String signal, List<Long> processes) {
		List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
		processes.forEach((pid) -> command.add(String.valueOf(pid)));
		try {
			new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public void close() {
		this.daemon.close();
	}

}
