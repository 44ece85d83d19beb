package dev.daemonspring.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

import dev.daemonspring.child.WorkerMain;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link JvmCommand} and {@link Inheritance}.
 */
class JvmCommandTests {

	@Test
	void commandWhenOnClassPathStartsWorkerMain() {
		assertThat(command(false, List.of())).startsWith(Path.of("/jdk/bin/java").toString())
			.endsWith("@/run/a b.args", WorkerMain.class.getName());
	}

	@Test
	void commandWhenLaunchedFromExecutableJarStartsWorkerMainThroughLauncher() {
		assertThat(command(true, List.of())).endsWith("@/run/a b.args", "-Dloader.main=" + WorkerMain.class.getName(),
				"org.springframework.boot.loader.launch.PropertiesLauncher");
	}

	@Test
	void commandDoesNotInheritWhatWouldCollide() {
		List<String> options = List.of("-agentlib:jdwp=transport=dt_socket,server=y,address=5005", "-Xmx4g", "-Xms1g",
				"-Dcom.sun.management.jmxremote.port=9010", "-javaagent:apm.jar", "-XX:+UseZGC", "-Xlog:gc:gc.log");
		assertThat(command(false, options)).doesNotContainAnyElementsOf(options);
	}

	@Test
	void commandInheritsWhatTheCodeNeeds() {
		List<String> options = List.of("--add-opens=java.base/java.lang=ALL-UNNAMED", "--enable-preview", "-ea",
				"-Dfile.encoding=UTF-8", "-Djava.io.tmpdir=/scratch");
		assertThat(command(false, options)).containsAll(options);
	}

	@Test
	void commandDoesNotShowSecrets() {
		assertThat(
				command(false,
						List.of("-Ddb.password=secret", "-Djavax.net.ssl.keyStorePassword=secret",
								"-Djava.net.socks.password=secret")))
			.noneMatch((argument) -> argument.contains("secret"));
	}

	@Test
	void commandPutsConfiguredOptionsLast() {
		List<String> command = new JvmCommand(environment(false, List.of())).command("args",
				new LaunchPlan(List.of("-XX:+UseG1GC", "-Xss2m"), DataSize.ofMegabytes(64), null));
		assertThat(command).contains("-Xmx67108864", "-XX:+UseG1GC", "-Xss2m").doesNotContain("-XX:+UseSerialGC");
	}

	@Test
	void commandWhenThereIsAnArchiveNeedsNoLauncher() {
		ClassDataArchive archive = new ClassDataArchive(List.of("-XX:SharedArchiveFile=a.jsa"), Path.of("a b.args"));
		List<String> command = new JvmCommand(environment(true, List.of())).command(archive,
				new LaunchPlan(List.of("-Xss2m"), null, null));
		assertThat(command).containsSubsequence("-XX:SharedArchiveFile=a.jsa", "-Xss2m", "@a b.args",
				"dev.daemonspring.child.WorkerMain");
		assertThat(command).noneMatch((argument) -> argument.contains("oader"));
	}

	@Test
	void commandStartsWithASmallHeap() {
		assertThat(command(false, List.of())).contains("-Xms16777216");
		assertThat(new JvmCommand(environment(false, List.of())).command("args",
				new LaunchPlan(List.of(), DataSize.ofMegabytes(8), null)))
			.contains("-Xms8388608", "-Xmx8388608");
	}

	@Test
	void commandWhenHeapIsConfiguredLeavesItsSizeAlone() {
		for (String option : List.of("-Xms1g", "-Xmx4m", "-XX:MaxRAMPercentage=50")) {
			assertThat(new JvmCommand(environment(false, List.of())).command("args",
					new LaunchPlan(List.of(option), null, null)))
				.containsOnlyOnce(option)
				.filteredOn((argument) -> argument.startsWith("-Xms") && !argument.equals(option))
				.isEmpty();
		}
	}

	@Test
	void commandWhenNothingSizesTheHeapHasItsShare() {
		assertThat(shared(new LaunchPlan(List.of("-Xss2m"), null, null))).contains("-Xmx104857600", "-Xms16777216");
		assertThat(shared(new LaunchPlan(List.of(), DataSize.ofMegabytes(64), null))).contains("-Xmx67108864")
			.doesNotContain("-Xmx104857600");
		assertThat(shared(new LaunchPlan(List.of("-XX:MaxRAMPercentage=50"), null, null)))
			.noneMatch((argument) -> argument.startsWith("-Xmx"));
	}

	private List<String> shared(LaunchPlan plan) {
		JvmEnvironment environment = new JvmEnvironment(Path.of("java"), List.of(),
				new ApplicationClassPath("app.jar", false, null), Map.of(), DataSize.ofMegabytes(100));
		return new JvmCommand(environment).command("args", plan);
	}

	@Test
	void commandWhenFootprintIsSmallHasItsOptionsBeforeTheConfiguredOnes() {
		assertThat(new JvmCommand(environment(false, List.of())).command("args",
				new LaunchPlan(List.of("-Xss2m"), null, null, Footprint.SMALL)))
			.containsSubsequence("-XX:TieredStopAtLevel=1", "-Xss2m");
		assertThat(command(false, List.of())).doesNotContain("-XX:TieredStopAtLevel=1");
	}

	@Test
	void classPathArgumentQuotesBlanksAndBackslashes() {
		JvmEnvironment environment = new JvmEnvironment(Path.of("java"), List.of(),
				new ApplicationClassPath("C:\\my libs\\a.jar;say \"hi\".jar", false, null), Map.of());
		assertThat(new JvmCommand(environment).classPathArgument())
			.isEqualTo("-cp\n\"C:\\\\my libs\\\\a.jar;say \\\"hi\\\".jar\"\n");
	}

	@Test
	void systemPropertiesInheritsWhatIsNotTheJvmsOwn() {
		Map<String, String> properties = Map.of("db.password", "secret", "java.version", "17", "user.dir", "/app",
				"javax.net.ssl.keyStorePassword", "secret", "os.name", "Linux", "spring.profiles.active", "prod");
		assertThat(Inheritance.systemProperties(properties)).containsOnlyKeys("db.password",
				"javax.net.ssl.keyStorePassword", "spring.profiles.active");
	}

	@Test
	void systemPropertiesInheritsSecretsThatCommandDoesNotShow() {
		assertThat(Inheritance.systemProperties(Map.of("java.net.socks.password", "secret")))
			.containsOnlyKeys("java.net.socks.password");
	}

	@Test
	void systemPropertiesInheritsWhatOnlyBeginsLikeTheJvmsOwn() {
		Map<String, String> properties = Map.of("LOG_DIR", "/log", "PIDS", "10", "LOG_FILE", "app.log", "PID", "1");
		assertThat(Inheritance.systemProperties(properties)).containsOnlyKeys("LOG_DIR", "PIDS");
	}

	private List<String> command(boolean launched, List<String> options) {
		return new JvmCommand(environment(launched, options)).command("/run/a b.args",
				new LaunchPlan(List.of(), null, null));
	}

	private JvmEnvironment environment(boolean launched, List<String> options) {
		return new JvmEnvironment(Path.of("/jdk/bin/java"), options,
				new ApplicationClassPath("app.jar", launched, null), Map.of());
	}

}
