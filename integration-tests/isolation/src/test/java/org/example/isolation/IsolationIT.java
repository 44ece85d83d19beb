package org.example.isolation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.assertj.core.api.SoftAssertions;
import org.example.isolation.app.EverythingApplication;
import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A worker process runs its worker and what that bean depends on; nothing else.
 */
class IsolationIT {

	private static final List<String> ONCE_IN_THE_DAEMON = List.of("main-listener-refreshed", "main-after-run",
			"command-line-runner", "application-runner", "after-singletons", "ready-listener", "refreshed-listener",
			"post-construct", "scheduled", "refreshed-method", "started-method", "ready-method", "web-server",
			"management-server", "closed-method", "pre-destroy", "flyway", "unrelated-created", "unrelated-start",
			"unrelated-stop", "daemon-only-created", "daemon-only-start", "daemon-only-stop", "listens-unrelated-queue",
			"falls-silent-unrelated-queue");

	private static final List<String> ONCE_IN_THE_WORKER = List.of("connection-created", "connection-start",
			"connection-stop", "order-spinup", "order-loop", "order-spindown", "order-method", "order-listener",
			"async");

	private static final List<String> ONCE_IN_BOTH = List.of("shared-created", "shared-start", "shared-stop",
			"listens-shared-queue", "falls-silent-shared-queue");

	private static final Pattern LISTENING = Pattern.compile(" 0A \\S+ \\S+ \\S+ +\\d+ +\\d+ (\\d+) ");

	@TempDir
	Path temp;

	@Test
	void workerProcessWhenApplicationActsByItselfRunsItsWorkerOnly() throws IOException {
		Ledger ledger = Ledger.of(this.temp);
		long daemonPid;
		long order;
		long plain;
		try (JavaProcess daemon = start()) {
			daemonPid = daemon.pid();
			order = awaitDoer(ledger, daemon, "async");
			plain = awaitDoer(ledger, daemon, "plain-loop");
			awaitDoer(ledger, daemon, "order-loop");
			awaitDoer(ledger, daemon, "main-after-run");
			assertThat(listeningSockets(daemonPid)).isNotEmpty();
			assertThat(listeningSockets(order)).isEmpty();
			assertThat(listeningSockets(plain)).isEmpty();
			assertThat(this.temp.resolve("application.pid")).hasContent(Long.toString(daemonPid));
			Signals.send("TERM", plain);
			JavaProcess.await().until(() -> ledger.doers("plain-loop").size() == 2);
			assertThat(this.temp.resolve("application.pid")).as("pid file after the end of a worker process")
				.hasContent(Long.toString(daemonPid));
			daemon.terminate();
			daemon.awaitExit();
		}
		SoftAssertions.assertSoftly((softly) -> {
			ONCE_IN_THE_DAEMON
				.forEach((what) -> softly.assertThat(ledger.doers(what)).as(what).containsExactly(daemonPid));
			ONCE_IN_THE_WORKER.forEach((what) -> softly.assertThat(ledger.doers(what)).as(what).containsExactly(order));
			ONCE_IN_BOTH.forEach((what) -> softly.assertThat(ledger.doers(what))
				.as(what)
				.containsExactlyInAnyOrder(daemonPid, order));
			softly.assertThat(ledger.lines().stream().filter((line) -> line.endsWith(" " + plain)))
				.containsExactly("plain-loop " + plain, "plain-spindown " + plain);
			softly.assertThat(ledger.lines().stream().filter((line) -> line.endsWith(" " + order)))
				.containsSubsequence("connection-start " + order, "order-spinup " + order, "order-loop " + order,
						"order-spindown " + order, "connection-stop " + order);
		});
	}

	private JavaProcess start() {
		// A web application on two ports of its own choice, with a database in a file
		String database = "jdbc:h2:file:" + this.temp.resolve("orders") + ";AUTO_SERVER=TRUE";
		return JavaProcess.start(this.temp,
				List.of("-cp", System.getProperty("java.class.path"), EverythingApplication.class.getName(),
						"--server.port=0", "--management.server.port=0", "--server.address=127.0.0.1",
						"--management.server.address=127.0.0.1", "--spring.datasource.url=" + database,
						"--spring.flyway.locations=classpath:db/everything",
						"--daemon.defaults.jvm-args=" + JavaProcess.QUICK_START));
	}

	private long awaitDoer(Ledger ledger, JavaProcess daemon, String what) {
		try {
			return JavaProcess.await().until(() -> ledger.doers(what), (doers) -> !doers.isEmpty()).get(0);
		}
		catch (RuntimeException ex) {
			throw new AssertionError("Nobody did '%s': %s%n%s".formatted(what, ledger.lines(), daemon.output()), ex);
		}
	}

	private Set<String> listeningSockets(long pid) throws IOException {
		Set<String> listening = Stream.of("tcp", "tcp6")
			.flatMap((table) -> lines(Path.of("/proc/net", table)))
			.map(LISTENING::matcher)
			.filter((matcher) -> matcher.find())
			.map((matcher) -> "socket:[" + matcher.group(1) + "]")
			.collect(Collectors.toSet());
		try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
			return descriptors.map(this::target).filter(listening::contains).collect(Collectors.toSet());
		}
	}

	private String target(Path link) {
		try {
			return Files.readSymbolicLink(link).toString();
		}
		catch (IOException ex) {
			return "closed";
		}
	}

	private Stream<String> lines(Path file) {
		try {
			return Files.exists(file) ? Files.readAllLines(file).stream() : Stream.empty();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
