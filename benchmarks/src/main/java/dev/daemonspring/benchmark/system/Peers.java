package dev.daemonspring.benchmark.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The supervisors of other makes that are installed, each with what it keeps alive. What
 * is missing, or does not answer in time, is told and left out.
 */
final class Peers {

	/**
	 * How long one may take to bring its program to life.
	 */
	static final Duration PATIENCE = Duration.ofSeconds(60);

	private final Workshop workshop;

	private final Table table;

	Peers(Workshop workshop, Table table) {
		this.workshop = workshop;
		this.table = table;
	}

	/**
	 * Start them, and wait until their programs live.
	 */
	List<Crashing> start() {
		List<Crashing> started = new ArrayList<>();
		for (Supervisor supervisor : Supervisor.values()) {
			if (!supervisor.isInstalled()) {
				this.table.note("'" + supervisor.executable() + "' is not installed: not compared."
						+ " 'benchmarks/install-peers' installs it.");
				continue;
			}
			supervisor.programs().forEach((program) -> start(supervisor, program, started));
		}
		this.table.note(systemd());
		return started;
	}

	private void start(Supervisor supervisor, Program program, List<Crashing> started) {
		String label = program.label() + " under " + supervisor.label();
		Application application = this.workshop.under(supervisor, program);
		Crashing peer = Crashing.peer(label, application);
		try {
			peer.awaitCalm();
			started.add(peer);
		}
		catch (BenchmarkException ex) {
			application.close();
			this.table.note("'%s' did not answer within %d s: not compared. %s".formatted(label, PATIENCE.toSeconds(),
					lastLine(application.process().output())));
		}
	}

	private static String lastLine(String output) {
		return output.strip().lines().reduce((first, second) -> second).map((line) -> "It says: " + line).orElse("");
	}

	/**
	 * A service manager keeps units alive below a boot of its own, which would have to be
	 * that of the machine or of a container.
	 */
	private static String systemd() {
		return Files.isDirectory(Path.of("/run/systemd/system")) ? "systemd runs here, and is not compared."
				: "systemd has not booted this machine: not compared.";
	}

}
