package org.example.contained;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import org.example.testsupport.JavaProcess;
import org.example.testsupport.RpcClient;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * An application keeps its promises in a container: in the image that the documentation
 * shows, with little memory, and in images from which something is missing. The images
 * have a Java of their own, so that once is enough, whatever runs the test.
 */
@EnabledIf(value = "org.example.testsupport.ContainerEngine#isAvailable",
		disabledReason = "No container engine answers")
@EnabledForJreRange(max = JRE.JAVA_24, disabledReason = "The same images were tested by an earlier JDK")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ContainerIT {

	private static final String LOOPING = "Worker '%s' \\(pid \\d+\\) is LOOPING";

	private static final int USER = 10001;

	private static final int ANY_USER = 54321;

	private static final long MEBIBYTE = 1024 * 1024;

	@TempDir
	private static Path directory;

	private static Images images;

	private static String image;

	@BeforeAll
	static void buildImage() throws IOException {
		images = new Images(directory);
		image = images.documented();
	}

	@AfterAll
	static void removeImages() {
		images.close();
	}

	@Test
	void documentedImageRunsWithoutPrivilegesInLittleMemory(@TempDir Path data) throws Exception {
		assumeThat(Files.getAttribute(data, "unix:uid")).as("user id: only root gives a volume to another user")
			.isEqualTo(0);
		Files.setAttribute(data, "unix:uid", USER);
		try (RunningContainer container = RunningContainer.start(image, (command) -> {
			unprivileged(command).withMemory(640 * MEBIBYTE)
				.withMemorySwap(640 * MEBIBYTE)
				.withBinds(new Bind(data.toString(), new Volume("/data")));
			command.withEnv("JDK_JAVA_OPTIONS=-Xmx160m", "_JAVA_OPTIONS=-Xmx160m", "NOTIFY_SOCKET=/nowhere")
				.withCmd("--daemon.rpc.sockets=unix:///data/run/s", "--daemon.defaults.restart.initial-delay=100ms",
						"--daemon.shutdown.allowed=10s");
		})) {
			container.awaitLine("This JVM is process 1 of its container");
			container.awaitLine("No standby is kept");
			container.awaitLine("The end of the daemon may take 15 s and it is killed after 10");
			container.awaitLine(LOOPING.formatted("calm"));
			container.awaitLine(LOOPING.formatted("hoarder"));
			RpcClient client = RpcClient.overUnixSocket(data.resolve("run/s"));
			assertWorkersHaveTheirOwnOptions(container, client);
			assertHoarderIsReplacedBeforeTheKernelStrikes(container, client);
			assertKernelTakesTheHoarderAndNotTheDaemon(container, client);
			assertHealthCheckSucceeds(container);
			container.stop(30);
			assertThat(container.awaitExit()).isEqualTo(143);
			assertThat(container.output()).contains("The calm worker has spun down", "The hoarder has spun down");
		}
	}

	private static void assertWorkersHaveTheirOwnOptions(RunningContainer container, RpcClient client)
			throws IOException {
		long heap = Long.parseLong(container.awaitLine("without a 'max-heap' is at most (\\d+) MiB").group(1))
				* MEBIBYTE;
		assertThat(Long.parseLong(client.ask("hoarder.heap"))).isBetween(heap * 9 / 10, heap);
		int own = oomScore(container.pid());
		assertThat(container.children()).hasSize(2).allSatisfy((pid) -> {
			Path process = Path.of("/proc", pid.toString());
			assertThat(text(process.resolve("environ"))).doesNotContain("JAVA_OPTIONS", "NOTIFY_SOCKET");
			assertThat(text(process.resolve("cmdline"))).as("the archive of the image")
				.contains("-XX:SharedArchiveFile=/app/archive/");
			assertThat(oomScore(pid)).isEqualTo(Math.min(own + 500, 1000));
		});
	}

	private static int oomScore(long pid) throws IOException {
		return Integer.parseInt(text(Path.of("/proc", Long.toString(pid), "oom_score_adj")).strip());
	}

	private static String text(Path file) throws IOException {
		return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
	}

	/**
	 * The line of the Dockerfile, which the engine may leave out of the image.
	 */
	private static void assertHealthCheckSucceeds(RunningContainer container) throws IOException {
		Matcher matcher = Pattern.compile("HEALTHCHECK .*CMD (\\[.*])").matcher(Images.dockerfile());
		assertThat(matcher.find()).isTrue();
		List<String> command = List.of(JsonMapper.shared().readValue(matcher.group(1), String[].class));
		try (ZipFile jar = new ZipFile(Images.JAR.toFile())) {
			if (jar.getEntry("BOOT-INF/" + command.get(command.indexOf("-jar") + 1)) != null) {
				assertThat(container.run(command)).isZero();
			}
		}
	}

	private static void assertHoarderIsReplacedBeforeTheKernelStrikes(RunningContainer container, RpcClient client) {
		JavaProcess.await().pollInterval(Duration.ofMillis(700)).until(() -> {
			client.ask("hoarder.take", 12);
			return container.output().contains("is replaced: ");
		});
		container.awaitLine("Worker 'hoarder' \\(pid \\d+\\) is replaced: \\d+ of the 640 MiB");
		container.awaitLine("The hoarder has spun down");
		JavaProcess.await().until(() -> client.ask("worker.status", "hoarder").equals("1"));
		assertThat(container.output()).doesNotContain("killed by the kernel");
	}

	private static void assertKernelTakesTheHoarderAndNotTheDaemon(RunningContainer container, RpcClient client) {
		long pid = container.pid();
		client.ask("hoarder.take", 2000);
		container
			.awaitLine("Worker 'hoarder' .* went down: signal 9 \\(SIGKILL\\), killed by the kernel: out of memory");
		JavaProcess.await().until(() -> client.ask("worker.status", "hoarder").equals("1"));
		assertThat(client.call("worker.info", "hoarder").path("lastExit").asString())
			.isEqualTo("signal 9 (SIGKILL), killed by the kernel: out of memory");
		assertThat(container.pid()).isEqualTo(pid);
		assertThat(client.ask("worker.status", "calm")).isEqualTo("1");
	}

	@Test
	void bareImageRunsAsAnyUserAndEndsWithProcess1() throws Exception {
		assumeThat(Path.of(System.getProperty("java.home"), "jmods")).isDirectory();
		try (RunningContainer container = RunningContainer.start(images.bare(image), (command) -> {
			unprivileged(command).withTmpFs(Map.of("/data", "rw,mode=1777"));
			command.withUser(ANY_USER + ":" + ANY_USER).withCmd("--daemon.workers.calm.nice=5");
		})) {
			container.awaitLine("There is no program 'nice' on the PATH");
			container.awaitLine(LOOPING.formatted("calm"));
			container.awaitLine(LOOPING.formatted("hoarder"));
			container.awaitLine("A standby \\(pid \\d+\\) is ready");
			List<Long> children = container.children();
			assertThat(children).hasSize(3);
			children.forEach((pid) -> ProcessHandle.of(pid).orElseThrow().destroyForcibly());
			container.awaitLine("went down: signal 9 \\(SIGKILL\\)(?!,)");
			container.awaitLine("(?s)(" + LOOPING.formatted("(calm|hoarder)") + ".*){4}");
			List<Long> all = container.children();
			container.kill();
			assertThat(container.awaitExit()).isEqualTo(137);
			assertThat(container.output()).doesNotContain("has spun down");
			assertThat(all).noneMatch((pid) -> ProcessHandle.of(pid).isPresent());
		}
	}

	@Test
	void runtimeWithoutProgramsIsExplained() throws Exception {
		String stripped = images.upon(image, "stripped", """
				RUN home=$(dirname $(dirname $(readlink -f $(command -v java)))); mv $home/bin/java $home/bin/app; \\
				    ln -s $home/bin/app /usr/local/bin/app
				ENTRYPOINT ["app", "-XX:TieredStopAtLevel=1", "-jar", "app.jar"]""");
		try (RunningContainer container = RunningContainer.start(stripped, ContainerIT::unprivileged)) {
			assertThat(container.awaitExit()).isEqualTo(1);
			assertThat(container.output()).contains("APPLICATION FAILED TO START",
					"Worker processes can't be started, because the Java runtime has no program",
					"--strip-native-commands");
		}
	}

	@Test
	void helperThatMayNotBeExecutedIsExplainedAndCanBeDoneWithout() throws Exception {
		String helpless = images.upon(image, "helpless", """
				RUN chmod 644 $(dirname $(dirname $(readlink -f $(command -v java))))/lib/jspawnhelper
				ENTRYPOINT ["java", "-XX:TieredStopAtLevel=1", "-jar", "app.jar"]""");
		try (RunningContainer container = RunningContainer.start(helpless, ContainerIT::unprivileged)) {
			assertThat(container.awaitExit()).isEqualTo(1);
			assertThat(container.output()).contains("APPLICATION FAILED TO START", "jspawnhelper",
					"-Djdk.lang.Process.launchMechanism=VFORK");
		}
		try (RunningContainer container = RunningContainer.start(helpless, (command) -> {
			unprivileged(command);
			command.withEntrypoint("java", "-XX:TieredStopAtLevel=1", "-Djdk.lang.Process.launchMechanism=VFORK",
					"-jar", "app.jar");
		})) {
			container.awaitLine(LOOPING.formatted("calm"));
			container.stop(30);
			assertThat(container.awaitExit()).isEqualTo(143);
		}
	}

	/**
	 * No capabilities, the default seccomp profile, a root that can't be written to, 64
	 * MB of shared memory.
	 */
	private static HostConfig unprivileged(CreateContainerCmd command) {
		return command.getHostConfig()
			.withCapDrop(Capability.ALL)
			.withSecurityOpts(List.of("no-new-privileges"))
			.withReadonlyRootfs(true)
			.withShmSize(64 * MEBIBYTE);
	}

}
