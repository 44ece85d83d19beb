package dev.daemonspring.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import dev.daemonspring.sample.CommandLine.Result;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every command of the command line, once, as a user gives it, to the sample's executable
 * jar. One daemon serves all tests, which therefore have an order: the last ones stop and
 * kill it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(300)
class CommandLineIT {

	private static Path temp;

	private static SampleProcess sample;

	private static CommandLine commandLine;

	@BeforeAll
	static void startSample() throws IOException {
		// Short, for a socket's path must be
		temp = Files.createTempDirectory("cli");
		commandLine = new CommandLine(temp.resolve("d"));
		sample = SampleProcess.start(temp, temp.resolve("files"), "-Ddaemon.directory=" + commandLine.directory(),
				"-Ddaemon.workers.handyman.max-instances=3", "-Dlogging.file.name=" + temp.resolve("app.log"), "-jar",
				SampleProcess.JAR.toString());
		JavaProcess.await().until(() -> run("check").exitCode() == 0);
	}

	@AfterAll
	static void stopSample() throws IOException {
		sample.close();
		try (Stream<Path> files = Files.walk(temp)) {
			files.sorted((a, b) -> b.compareTo(a)).forEach((path) -> path.toFile().delete());
		}
	}

	@Test
	@Order(2)
	void listAndStatusShowWhatThereIs() throws IOException {
		String pid = Long.toString(sample.process().pid());
		Result list = run("list");
		assertThat(list.exitCode()).isZero();
		assertThat(list.out()).contains(pid).contains("RUNNING").contains("handyman");
		Result status = run("status");
		assertThat(status.exitCode()).isZero();
		assertThat(status.out()).containsPattern("handyman#0 +LOOPING +LOOPING");
		for (Path page : List.of(Path.of("../README.md"), Path.of("../docs/command-line.md"))) {
			String shown = Files.readString(page)
				.lines()
				.filter((line) -> line.startsWith("WORKER "))
				.findFirst()
				.get();
			assertThat(status.out().lines().findFirst().get().split(" +")).isEqualTo(shown.split(" +"));
		}
		JsonNode daemon = run("status", "--json", "--daemon", pid).json().at("/daemons/0");
		assertThat(daemon.at("/pid").asString()).isEqualTo(pid);
		assertThat(daemon.at("/workers/0/name").asString()).isEqualTo("handyman#0");
		assertThat(daemon.at("/workers/0/iterations").asLong()).isPositive();
		assertThat(daemon.at("/workers")).as("those that there only could be are left out").hasSize(1);
		assertThat(run("status", "--check").exitCode()).isZero();
	}

	@Test
	@Order(3)
	void infoTellsWhatTheRpcTells() {
		JsonNode info = run("info", "handyman", "--json").json().at("/handyman#0");
		assertThat(info.at("/rhythm").asString()).isEqualTo("every 100ms");
		assertThat(info.at("/looptime").asDouble()).isEqualTo(0.1);
		assertThat(run("info", "handyman").out()).containsPattern("state +LOOPING");
	}

	@Test
	@Order(4)
	void ordersAreFollowed() {
		assertDone(run("pause", "handyman", "--wait"), "handyman#0: PAUSED, wanted PAUSED");
		assertDone(run("resume", "--all", "--wait"), "handyman#0: LOOPING, wanted LOOPING");
		assertDone(run("stop", "handyman#0", "--wait"), "handyman#0: STOPPED, wanted STOPPED");
		Result refused = run("pause", "handyman");
		assertThat(refused.exitCode()).isOne();
		assertThat(refused.err()).contains("Worker 'handyman#0' does not pause: it is STOPPED.");
		assertThat(run("check").exitCode()).as("it is stopped because somebody wants so").isZero();
		assertDone(run("start", "handyman", "--wait"), "handyman#0: LOOPING, wanted LOOPING");
		assertDone(run("restart", "handyman", "--wait"), "handyman#0: LOOPING, wanted LOOPING");
		assertDone(run("restart", "handyman", "--rolling", "--wait"), "handyman#0: LOOPING, wanted LOOPING");
	}

	@Test
	@Order(5)
	void runRunsAnIteration() {
		assertDone(run("run", "handyman"), "handyman: an iteration is queued");
		Result run = run("run", "handyman", "--wait");
		assertThat(run.exitCode()).isZero();
		assertThat(run.out()).matches("handyman: SUCCEEDED in [0-9.]+m?s\n");
		JsonNode json = run("run", "handyman", "--wait", "--json").json();
		assertThat(json.at("/outcome").asString()).isEqualTo("SUCCEEDED");
		assertThat(json.at("/length").isNumber()).isTrue();
	}

	@Test
	@Order(6)
	void scaleChangesTheNumberOfInstances() {
		assertDone(run("scale", "handyman", "2", "--wait"), "handyman: has 2 instances");
		assertThat(run("status").out()).contains("handyman#1");
		assertDone(run("scale", "handyman", "1", "--wait"), "handyman: has 1 instances");
		assertThat(run("status").out()).doesNotContain("handyman#1");
		Result refused = run("scale", "handyman", "4");
		assertThat(refused.exitCode()).isOne();
		assertThat(refused.err()).contains("max-instances");
	}

	@Test
	@Order(7)
	void sendCallsACommand() {
		assertDone(run("send", "handyman", "changename", "[\"copy_test.txt\"]"),
				"The copy was 'copy_test.txt' and is 'copy_test.txt' from the next iteration on");
		Result unknown = run("send", "handyman", "dance");
		assertThat(unknown.exitCode()).isOne();
		assertThat(unknown.err()).contains("dance");
		assertThat(run("send", "handyman", "changename", "b.txt").exitCode()).isEqualTo(2);
	}

	@Test
	@Order(8)
	void topLivesAndLogsTellOfTheProcess() throws Exception {
		assertThat(run("top", "--interval", "0.3").out()).containsPattern("handyman#0 +LOOPING +\\d+ +[0-9.]+ +\\d+M");
		Result lives = run("lives", "handyman");
		assertThat(lives.out()).contains("RESTARTED").contains("STANDBY");
		assertThat(run("lives", "--json").json().at("/handyman#0/0/reason").isNull()).as("the last one runs").isTrue();
		Path log = temp.resolve("app-handyman#0.log");
		assertThat(run("logs", "handyman").out()).contains(log.toString());
		// The worker itself has nothing to say
		Files.writeString(log, "a line of its log\n", StandardOpenOption.APPEND);
		Process follow = commandLine.start("logs", "handyman", "--follow");
		try (BufferedReader reader = new BufferedReader(
				new InputStreamReader(follow.getInputStream(), StandardCharsets.UTF_8))) {
			assertThat(reader.readLine()).isEqualTo("a line of its log");
		}
		finally {
			follow.destroyForcibly();
		}
	}

	@Test
	@Order(9)
	void commandLineIsInTheApplicationsOwnJar() throws IOException {
		Result status = commandLine.runBy(List.of(CommandLine.java(), JavaProcess.QUICK_START, "-Djarmode=daemonctl",
				"-jar", SampleProcess.JAR.toString()), "status");
		assertThat(status.exitCode()).isZero();
		assertThat(status.out()).contains("handyman#0");
		Result unknown = commandLine.runBy(List.of(CommandLine.java(), JavaProcess.QUICK_START, "-Djarmode=daemonctl",
				"-jar", SampleProcess.JAR.toString()), "check", "nobody");
		assertThat(unknown.exitCode()).isEqualTo(3);
	}

	@Test
	@Order(10)
	void launcherStartsItWithAnArchiveOfClasses() throws IOException {
		Path launcher = temp.resolve("daemonctl");
		Files.writeString(launcher, run("launcher").out());
		Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
		List<String> program = List.of("env", "-u", "XDG_CACHE_HOME", "HOME=" + temp,
				"JAVA_HOME=" + System.getProperty("java.home"), launcher.toString());
		for (int time = 0; time < 2; time++) {
			Result check = commandLine.runBy(program, "check", "handyman");
			assertThat(check).isEqualTo(new Result(0, "All workers are as wanted\n", ""));
		}
		try (Stream<Path> archives = Files.list(temp.resolve(".cache/daemonspring"))) {
			assertThat(archives).singleElement().asString().endsWith(".jsa");
		}
	}

	@Test
	@Order(11)
	void daemonThatASignalHasStoppedIsToldAndNotWaitedFor() throws Exception {
		signal("STOP");
		try {
			Result status = run("status");
			assertThat(status.exitCode()).isZero();
			assertThat(status.out()).contains("is FROZEN").contains("handyman#0");
			assertThat(run("check").exitCode()).isEqualTo(3);
			Result pause = run("pause", "handyman");
			assertThat(pause.exitCode()).isOne();
			assertThat(pause.err()).contains("kill -CONT " + sample.process().pid());
		}
		finally {
			signal("CONT");
		}
		JavaProcess.await().until(() -> run("check").exitCode() == 0);
	}

	@Test
	@Order(12)
	void daemonThatWasKilledIsDeadAndItsLivesAreKnown() throws IOException {
		sample.process().kill();
		sample.process().awaitExit();
		Result status = run("status");
		assertThat(status.exitCode()).isEqualTo(4);
		assertThat(status.out()).contains("is DEAD").contains("handyman#0");
		assertThat(run("lives").out()).contains("DAEMON_DIED");
		assertThat(run("check").exitCode()).isEqualTo(4);
		Path region = Path.of(run("list", "--json").json().at("/daemons/0/file").asString());
		try (FileChannel channel = FileChannel.open(region, StandardOpenOption.WRITE)) {
			channel.truncate(100);
		}
		Files.writeString(region.resolveSibling("daemon-1-foreign.region"), "foreign");
		Result list = run("list");
		assertThat(list.exitCode()).isEqualTo(4);
		assertThat(list.out()).contains("UNREADABLE");
		assertThat(list.err()).contains("is not a status region");
	}

	@Test
	@Order(13)
	void shutdownEndsTheDaemon() throws IOException {
		String name;
		try (SampleProcess next = SampleProcess.start(temp, temp.resolve("files"),
				"-Ddaemon.directory=" + commandLine.directory(), "-jar", SampleProcess.JAR.toString())) {
			JavaProcess.await().until(() -> run("check").exitCode() == 0);
			name = "daemon-" + next.process().pid() + "-";
			assertDone(run("shutdown", "--wait"), "Daemon " + next.process().pid() + " has ended");
			assertThat(next.process().awaitExit()).isZero();
		}
		try (Stream<Path> files = Files.list(commandLine.directory())) {
			assertThat(files.map((file) -> file.getFileName().toString())).noneMatch((file) -> file.startsWith(name));
		}
	}

	private static Result run(String... args) {
		return commandLine.run(args);
	}

	private static void assertDone(Result result, String line) {
		assertThat(result).isEqualTo(new Result(0, line + "\n", ""));
	}

	private static void signal(String name) throws Exception {
		Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(sample.process().pid())).start();
		assertThat(kill.waitFor(10, TimeUnit.SECONDS)).isTrue();
	}

}
