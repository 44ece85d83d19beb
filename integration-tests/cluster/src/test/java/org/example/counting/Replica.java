package org.example.counting;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.example.testsupport.RpcClient;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A daemon of the application, with short leases, and its worker processes.
 */
final class Replica implements AutoCloseable {

	private static final Path JAR = Path.of("target/cluster.jar").toAbsolutePath();

	private final Path directory;

	private final Path socket;

	private final JavaProcess daemon;

	private Replica(Path directory, Path socket, JavaProcess daemon) {
		this.directory = directory;
		this.socket = socket;
		this.daemon = daemon;
	}

	static Replica start(Path directory, String name, PostgreSQLContainer database, String... arguments) {
		Path socket = directory.resolve(name + ".sock");
		List<String> command = new ArrayList<>(List.of("-Xmx64m", "-jar", JAR.toString(),
				"--counting.directory=" + directory, "--daemon.directory=" + directory.resolve(name),
				"--daemon.rpc.sockets=unix://" + socket, "--spring.datasource.url=" + database.getJdbcUrl(),
				"--spring.datasource.username=" + database.getUsername(),
				"--spring.datasource.password=" + database.getPassword(), "--daemon.defaults.max-heap=48MB",
				"--daemon.cluster.lease=3s", "--daemon.cluster.renew=800ms", "--daemon.cluster.operation-timeout=400ms",
				"--daemon.cluster.margin=600ms", "--daemon.shutdown.grace=500ms", "--daemon.standby=2",
				"--spring.main.banner-mode=off"));
		command.addAll(List.of(arguments));
		return new Replica(directory, socket, JavaProcess.start(directory, command));
	}

	JavaProcess daemon() {
		return this.daemon;
	}

	RpcClient client() {
		return RpcClient.overUnixSocket(this.socket);
	}

	Path directory() {
		return this.directory;
	}

	boolean isAlive() {
		return this.daemon.isAlive();
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
