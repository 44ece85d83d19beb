package org.example.isolation;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.assertj.core.api.SoftAssertions;
import org.example.isolation.inheritance.FamilyKt;
import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A worker process inherits as by a fork, but not what two processes can't share; and
 * nobody reads a secret on its command line.
 */
class InheritanceIT {

	static final Pattern OPTIONAL = Pattern
		.compile("tomcat|servlet|spring-web|webmvc|actuator|health|micrometer" + "|jdbc|h2|flyway|HikariCP");

	private static final int LONGEST_ARGUMENT = 128 * 1024;

	@TempDir
	Path temp;

	@Test
	void workerProcessInheritsAsByAFork() throws IOException {
		Ledger ledger = Ledger.of(this.temp);
		long daemonPid;
		long worker;
		try (JavaProcess daemon = start()) {
			daemonPid = daemon.pid();
			daemon.awaitLine("Worker 'heir' \\(pid \\d+\\) is LOOPING");
			JavaProcess.await().until(() -> ledger.doers("main-finally").size() == 1);
			Properties inherited = inherited();
			worker = Long.parseLong(inherited.getProperty("pid"));
			assertThat(daemon.children()).containsExactly(worker);
			assertThat(Signals.commandLine(daemonPid)).as("the secrets of the daemon's own command line")
				.contains("s3cr3t");
			assertThat(Signals.commandLine(worker)).doesNotContain("s3cr3t");
			assertInherited(inherited);
			daemon.terminate();
			daemon.awaitExit();
		}
		assertThat(ledger.doers("main-after-run")).containsExactly(daemonPid);
		assertThat(ledger.doers("main-finally")).containsExactly(daemonPid);
		assertThat(ledger.doers("main-caught")).isEmpty();
		assertThat(ledger.doers("ancestor-runner")).containsExactly(daemonPid);
		assertThat(ledger.doers("estate-start")).containsExactlyInAnyOrder(daemonPid, worker);
		assertThat(ledger.doers("estate-stop")).contains(worker);
	}

	private void assertInherited(Properties inherited) throws IOException {
		SoftAssertions softly = new SoftAssertions();
		Map<String, String> expected = Map.ofEntries(Map.entry("given.by.option", "option"),
				Map.entry("given.by.argument", "argument"), Map.entry("given.by.default", "default"),
				Map.entry("given.by.initializer", "initializer"), Map.entry("given.by.listener", "listener"),
				Map.entry("given.by.environment", "environment"), Map.entry("given.by.profile", "profile"),
				Map.entry("given.secret", "s3cr3t-1"), Map.entry("given.secret.argument", "s3cr3t-2"),
				Map.entry("java.net.socks.password", "s3cr3t-3"), Map.entry("arguments", "plain argument"),
				Map.entry("directory", this.temp.toRealPath().toString()), Map.entry("estate", "true"));
		expected.forEach((name, value) -> softly.assertThat(inherited.getProperty(name)).as(name).isEqualTo(value));
		softly.assertThat(inherited.getProperty("profiles").split(","))
			.containsExactlyInAnyOrder("from-main", "from-argument");
		softly.assertThat(inherited.getProperty("options"))
			.contains("--add-opens=java.base/java.lang=ALL-UNNAMED")
			.doesNotContain("jdwp", "jmxremote", "-Xmx222m", "s3cr3t");
		softly.assertThat(Integer.parseInt(inherited.getProperty("heap"))).as("heap in MiB").isBetween(40, 64);
		softly.assertAll();
	}

	private Properties inherited() throws IOException {
		Properties inherited = new Properties();
		try (Reader reader = Files.newBufferedReader(this.temp.resolve("inherited"))) {
			inherited.load(reader);
		}
		return inherited;
	}

	private JavaProcess start() throws IOException {
		Path argumentFile = this.temp.resolve("java.args");
		Files.writeString(argumentFile, "-cp\n\"" + longClassPath() + "\"\n");
		return JavaProcess.startGroup(this.temp, Map.of("GIVEN_BY_ENVIRONMENT", "environment"),
				List.of("-Xmx222m", "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=127.0.0.1:0",
						"-Dcom.sun.management.jmxremote.port=0", "-Dcom.sun.management.jmxremote.authenticate=false",
						"-Dcom.sun.management.jmxremote.ssl=false", "--add-opens=java.base/java.lang=ALL-UNNAMED",
						"-Dgiven.by.option=option", "-Dgiven.secret=s3cr3t-1", "-Djava.net.socks.password=s3cr3t-3",
						"@" + argumentFile, FamilyKt.class.getName(), "plain argument", "--given.by.argument=argument",
						"--given.secret.argument=s3cr3t-2", "--spring.profiles.active=from-argument",
						"--daemon.defaults.jvm-args=" + JavaProcess.QUICK_START,
						"--daemon.workers.heir.max-heap=64MB"));
	}

	private static String longClassPath() {
		String classPath = classPath() + File.pathSeparator
				+ IntStream.range(0, 1000)
					.mapToObj((number) -> "/absent/" + "x".repeat(150) + number + ".jar")
					.collect(Collectors.joining(File.pathSeparator));
		assertThat(classPath).hasSizeGreaterThan(LONGEST_ARGUMENT);
		return classPath;
	}

	static String classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> !OPTIONAL.matcher(entry).find())
			.collect(Collectors.joining(File.pathSeparator));
	}

}
