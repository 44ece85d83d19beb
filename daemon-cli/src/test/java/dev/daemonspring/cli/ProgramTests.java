package dev.daemonspring.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Program}: commands, what they write, and their exit codes, with
 * regions and sockets that the test has made.
 */
@Timeout(60)
class ProgramTests {

	private Path temp = Path.of("");

	private Path directory = Path.of("");

	private TestDaemon daemon;

	@BeforeEach
	void createDaemon() throws IOException {
		// Short, for a socket's path must be
		this.temp = Files.createTempDirectory("ctl");
		this.directory = this.temp.resolve("d");
		this.daemon = new TestDaemon(this.directory, "1-a");
	}

	@AfterEach
	void deleteFiles() throws IOException {
		this.daemon.close();
		try (Stream<Path> files = Files.walk(this.temp)) {
			files.sorted((a, b) -> b.compareTo(a)).forEach((path) -> path.toFile().delete());
		}
	}

	@Test
	void statusShowsWhatTheRegionTells() {
		WorkerSlot copy = this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		copy.iterationEnded(1_500_000);
		this.daemon.worker("ping", WorkerState.PAUSED, WantedState.PAUSED);
		Run run = run("status");
		assertThat(run.exitCode()).isZero();
		assertThat(run.err()).isEmpty();
		assertThat(run.out().lines()).satisfiesExactly(
				(line) -> assertThat(line)
					.matches("WORKER +STATE +WANTED +PID +SINCE +ITERATIONS +LAST +LONGEST +FAILED"),
				(line) -> assertThat(line).matches("copy +LOOPING +LOOPING +999999998 +\\d+s +1 +1.50ms +1.50ms +0"),
				(line) -> assertThat(line).matches("ping +PAUSED +PAUSED +999999998 +\\d+s +0 +- +- +0"));
	}

	@Test
	void statusAsJsonHasTheNamesOfWorkerInfo() {
		WorkerSlot copy = this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		copy.iterationEnded(1_500_000);
		Map<?, ?> found = (Map<?, ?>) ((List<?>) json(run("status", "--json")).get("daemons")).get(0);
		assertThat(found.get("state")).isEqualTo("RUNNING");
		assertThat(((Number) found.get("pid")).longValue()).isEqualTo(ProcessHandle.current().pid());
		assertThat(found.get("file")).isEqualTo(this.daemon.file().toString());
		Map<?, ?> worker = (Map<?, ?>) ((List<?>) found.get("workers")).get(0);
		assertThat(worker.keySet()).map(Object::toString)
			.containsExactly("name", "state", "code", "wanted", "wantedCode", "asWanted", "pid", "since", "life",
					"iterations", "lastLoop", "longestLoop", "totalLoop", "failures", "lastError", "regionError");
		assertThat(worker.get("lastLoop")).hasToString("0.0015");
		assertThat(worker.get("code")).isEqualTo(1);
	}

	@Test
	void statusOfANameMeansItsInstancesAndLeavesOutThoseThatOnlyCouldBe() {
		this.daemon.worker("copy#0", WorkerState.LOOPING, WantedState.LOOPING);
		this.daemon.worker("copy#1", WorkerState.STOPPED, WantedState.LOOPING);
		this.daemon.worker("ping", WorkerState.LOOPING, WantedState.LOOPING);
		assertThat(run("status", "copy").out()).contains("copy#0").doesNotContain("copy#1").doesNotContain("ping");
		Run unknown = run("status", "nobody");
		assertThat(unknown.exitCode()).isOne();
		assertThat(unknown.err()).contains("There is no worker 'nobody'").contains("copy, ping");
	}

	@Test
	void textOfAWorkerCanNotControlTheTerminal() {
		WorkerSlot copy = this.daemon.worker("co\033[2Jpy", WorkerState.FAILED, WantedState.LOOPING);
		copy.failed("bad\n\033[31mred\u202e");
		String out = run("status").out();
		assertThat(out).contains("co\\u001b[2Jpy").contains("bad\\n\\u001b[31mred\\u202e").doesNotContain("\033");
	}

	@Test
	void coloursAreForTerminals() {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		assertThat(Run.of(this.directory, true, "status").out()).contains("\033[32mLOOPING\033[0m");
		assertThat(Terminal.allowsColours(Map.of("TERM", "xterm"))).isTrue();
		assertThat(Terminal.allowsColours(Map.of("TERM", "xterm", "NO_COLOR", "1"))).isFalse();
		assertThat(Terminal.allowsColours(Map.of("TERM", "dumb"))).isFalse();
		assertThat(Terminal.allowsColours(Map.of())).isFalse();
	}

	@Test
	void checkIsZeroWhenAllIsAsWantedAndThreeWhenNot() {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		this.daemon.worker("ping", WorkerState.STOPPED, WantedState.STOPPED);
		assertThat(run("check")).isEqualTo(new Run(0, "All workers are as wanted\n", ""));
		assertThat(run("status", "--check").exitCode()).isZero();
		this.daemon.worker("pump", WorkerState.RESTARTING, WantedState.LOOPING).failed("no water");
		Run run = run("check");
		assertThat(run.exitCode()).isEqualTo(3);
		assertThat(run.out()).isEqualTo("worker 'pump' is RESTARTING, wanted LOOPING: no water\n");
		assertThat(run("status", "--check").exitCode()).isEqualTo(3);
		assertThat(run("check", "copy", "ping").exitCode()).isZero();
		assertThat(run("check", "nobody").exitCode()).isEqualTo(3);
		assertThat(json(run("check", "--json")).get("asWanted")).isEqualTo(false);
	}

	@Test
	void checkAsksTheDaemonWhetherAWorkerWaitsForItsLease() throws IOException {
		this.daemon.worker("copy", WorkerState.STOPPED, WantedState.LOOPING);
		assertThat(run("check").exitCode()).isEqualTo(3);
		this.daemon.answerWithResult("{\"lease\":{\"standing\":\"WAITING\"}}");
		assertThat(run("check").exitCode()).isZero();
	}

	@Test
	void deadDaemonIsShownAndIsNone() throws IOException {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		this.daemon.die();
		Run status = run("status");
		assertThat(status.exitCode()).isEqualTo(4);
		assertThat(status.out()).contains("is DEAD").contains("copy");
		Run list = run("list");
		assertThat(list.exitCode()).isEqualTo(4);
		assertThat(list.out()).contains("DEAD");
		for (String command : List.of("check", "top", "info", "lives")) {
			assertThat(run(command).exitCode()).as(command).isEqualTo(4);
		}
		Run pause = run("pause", "copy");
		assertThat(pause.exitCode()).isEqualTo(4);
		assertThat(pause.err()).contains("No daemon of this user runs").contains("Dead: daemon 999999999");
	}

	@Test
	void processThatHasTheIdOfADeadDaemonIsNotTheDaemon() throws IOException {
		this.daemon.dieAndPassOnThePid();
		assertThat(run("list").out()).contains(Long.toString(ProcessHandle.current().pid())).contains("DEAD");
	}

	@Test
	void hungDaemonIsToldAndItsWorkersShown() throws IOException {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		this.daemon.hang();
		Run status = run("status");
		assertThat(status.exitCode()).isZero();
		assertThat(status.out()).contains("is HUNG").contains("copy");
		Run check = run("check");
		assertThat(check.exitCode()).isEqualTo(3);
		assertThat(check.out()).contains("is HUNG");
	}

	@Test
	void thereIsNoDaemon() throws IOException {
		this.daemon.close();
		for (String command : List.of("list", "status", "check", "info", "top", "lives", "shutdown")) {
			Run run = run(command);
			assertThat(run.exitCode()).as(command).isEqualTo(4);
			assertThat(run.err()).contains("No daemon of this user runs").contains(this.directory.toString());
		}
		assertThat(run("pause", "copy").exitCode()).isEqualTo(4);
		assertThat(Run.of(this.temp.resolve("absent"), "status").exitCode()).isEqualTo(4);
	}

	@Test
	void filesThatAreNoRegionAreToldAndNotTrusted() throws Exception {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		Files.writeString(this.directory.resolve("daemon-2-b.region"), "rubbish");
		Files.createSymbolicLink(this.directory.resolve("daemon-3-c.region"), Path.of("/dev/zero"));
		new ProcessBuilder("mkfifo", this.directory.resolve("daemon-4-d.region").toString()).start().waitFor();
		Run status = run("status");
		assertThat(status.exitCode()).isZero();
		assertThat(status.out()).contains("copy").doesNotContain("daemon-2-b");
		assertThat(status.err()).contains("daemon-2-b.region' is not a status region")
			.contains("daemon-3-c.region' is a symbolic link to '/dev/zero'")
			.contains("daemon-4-d.region' is no regular file");
		assertThat(run("list").out()).contains("UNREADABLE");
	}

	@Test
	void truncatedRegionIsToldAndNotTrusted() throws IOException {
		try (FileChannel channel = FileChannel.open(this.daemon.file(), StandardOpenOption.WRITE)) {
			channel.truncate(5000);
		}
		Run run = run("status");
		assertThat(run.exitCode()).isEqualTo(4);
		assertThat(run.err()).contains("has '5000' bytes and not");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "frobnicate", "pause", "pause copy --all", "scale copy", "scale copy two",
			"status --json=x", "send copy", "send copy rename b.txt", "send copy rename 7",
			"run copy --wait --timeout 0", "stop copy --timeout 1000000", "top --interval 0", "top --count 0",
			"logs copy --lines -1" })
	void commandLineThatIsWrongIsTwo(String line) {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		Run run = run(line.isEmpty() ? new String[0] : line.split(" "));
		assertThat(run.exitCode()).isEqualTo(2);
		assertThat(run.err()).containsAnyOf("Usage: daemonctl", "Did you mean: daemonctl");
	}

	@Test
	void orderIsGivenOnTheSocket() throws IOException {
		this.daemon.worker("copy", WorkerState.PAUSED, WantedState.PAUSED);
		this.daemon.answerWithResult("true");
		Run run = run("pause", "copy", "--wait");
		assertThat(run).isEqualTo(new Run(0, "copy: PAUSED, wanted PAUSED\n", ""));
		assertThat(run("pause", "--all", "--json").out()).isEqualTo("{\"copy\":true}\n");
		assertThat(this.daemon.requests())
			.contains("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"worker.pause\",\"params\":[\"copy\"]}");
	}

	@Test
	void orderThatIsRefusedIsOne() throws IOException {
		this.daemon.worker("copy", WorkerState.STOPPED, WantedState.STOPPED);
		this.daemon.answerWithResult("false");
		Run run = run("pause", "copy", "--wait");
		assertThat(run.exitCode()).isOne();
		assertThat(run.err()).isEqualTo("Worker 'copy' does not pause: it is STOPPED.\n");
	}

	@Test
	void orderThatIsNotFollowedInTimeIsOne() throws IOException {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.PAUSED);
		this.daemon.answerWithResult("true");
		Run run = run("pause", "copy", "--wait", "--timeout", "0.2");
		assertThat(run.exitCode()).isOne();
		assertThat(run.err()).contains("Not done within 200ms: worker 'copy' is LOOPING, wanted PAUSED");
	}

	@Test
	void errorOfTheDaemonIsToldAsItIs() throws IOException {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		this.daemon
			.answer((request) -> "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32004,\"message\":\"closed\"}}");
		Run run = run("stop", "copy");
		assertThat(run.exitCode()).isOne();
		assertThat(run.err()).isEqualTo("closed\n");
	}

	@Test
	void daemonThatDoesNotAnswerIsNotWaitedForForEver() throws IOException {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		this.daemon.answer((request) -> null);
		Run run = run("send", "copy", "rename", "--timeout", "0.3");
		assertThat(run.exitCode()).isOne();
		assertThat(run.err()).contains("has not answered within 300ms").contains("may still do");
	}

	@Test
	void daemonWithoutASocketSaysWhy() {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		Run run = run("stop", "copy");
		assertThat(run.exitCode()).isOne();
		assertThat(run.err()).contains("takes no orders").contains("'daemon.control-socket=false'");
		Run info = run("info", "copy");
		assertThat(info.exitCode()).isZero();
		assertThat(info.out()).contains("state        LOOPING");
		assertThat(info.err()).contains("What follows is what the status region tells");
	}

	@Test
	void rubbishOnTheSocketIsAnError() throws IOException {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		this.daemon.answer((request) -> "rubbish");
		Run run = run("stop", "copy");
		assertThat(run.exitCode()).isOne();
		assertThat(run.err()).contains("can't be reached");
	}

	@Test
	void sendPassesArgumentsAndWritesTheResult() throws IOException {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		this.daemon.answerWithResult("\"it is\\tdone\\n\"");
		assertThat(run("send", "copy", "rename", "{\"to\": [1.50, null]}").out()).isEqualTo("it is\tdone\\n\n");
		assertThat(run("send", "copy", "rename", "--json").out()).isEqualTo("\"it is\\tdone\\n\"\n");
		assertThat(this.daemon.requests().get(0)).contains("\"params\":[\"copy\",\"rename\",{\"to\":[1.50,null]}]");
		assertThat(this.daemon.requests().get(1)).contains("\"params\":[\"copy\",\"rename\",[]]");
	}

	@Test
	void runTellsHowTheIterationEnded() throws IOException {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		this.daemon.answer((request) -> {
			String result = request.contains("[\"copy\",60]")
					? "{\"outcome\":\"FAILED\",\"length\":0.0125,\"error\":\"no\\u001b paper\"}" : "true";
			return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + result + "}";
		});
		assertThat(run("run", "copy")).isEqualTo(new Run(0, "copy: an iteration is queued\n", ""));
		assertThat(run("run", "copy", "--wait")).isEqualTo(new Run(1, "copy: FAILED in 12.5ms\n", "no\\u001b paper\n"));
	}

	@Test
	void severalDaemonsAreToldApartByTheirWorkersOrByTheUser() throws IOException {
		this.daemon.worker("copy", WorkerState.PAUSED, WantedState.PAUSED);
		try (TestDaemon other = new TestDaemon(this.directory, "2-b")) {
			other.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
			other.worker("ping", WorkerState.LOOPING, WantedState.LOOPING);
			other.answerWithResult("true");
			assertThat(run("status").out()).contains("1-a.region").contains("2-b.region");
			assertThat(run("pause", "ping").exitCode()).isZero();
			Run both = run("pause", "copy");
			assertThat(both.exitCode()).isEqualTo(2);
			assertThat(both.err()).contains("There are 2 daemons. Choose one with --daemon")
				.contains("(copy)")
				.contains("(copy, ping)");
			assertThat(run("pause", "copy", "--daemon", other.file().toString()).exitCode()).isZero();
			assertThat(run("list", "--daemon", Long.toString(ProcessHandle.current().pid())).out()).contains("1-a")
				.contains("2-b");
			assertThat(run("list", "--daemon", this.temp.toString()).exitCode()).isEqualTo(4);
		}
	}

	@Test
	void daemonIsFoundByItsProcessWhereverItsRegionIs() {
		this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		Run run = Run.of(this.temp.resolve("elsewhere"), "status", "--daemon",
				Long.toString(ProcessHandle.current().pid()));
		assertThat(run.exitCode()).isZero();
		assertThat(run.out()).contains("copy");
	}

	@Test
	void topShowsRates() {
		WorkerSlot copy = this.daemon.worker("copy", WorkerState.LOOPING, WantedState.LOOPING);
		copy.iterationEnded(1_000_000);
		Run run = run("top", "--interval", "0.1", "--count", "2");
		assertThat(run.exitCode()).isZero();
		assertThat(run.out()).doesNotContain("\033");
		assertThat(run.out().lines().filter((line) -> line.startsWith("copy"))).hasSize(2)
			.allSatisfy((line) -> assertThat(line).matches("copy +LOOPING +999999998 +- +- +0.0 +1 +1.00ms +1.00ms"));
	}

	@Test
	void everyCommandDescribesItself() {
		for (String name : Commands.NAMES) {
			Run run = run(name, "--help");
			assertThat(run.exitCode()).as(name).isZero();
			assertThat(run.out()).contains("Usage: daemonctl " + name).contains("Examples:");
		}
		assertThat(run("--help").out()).contains(Commands.NAMES).contains("Exit codes");
		assertThat(run("--version").out()).contains("daemonctl");
	}

	@Test
	void completionKnowsEveryCommand() {
		Run run = run("completion");
		assertThat(run.exitCode()).isZero();
		assertThat(run.out()).contains(Commands.NAMES).contains("complete -F").contains("--rolling");
	}

	private Run run(String... args) {
		return Run.of(this.directory, args);
	}

	private static Map<?, ?> json(Run run) {
		Object value = Json.read(run.out());
		assertThat(value).isInstanceOf(Map.class);
		return (Map<?, ?>) value;
	}

}
