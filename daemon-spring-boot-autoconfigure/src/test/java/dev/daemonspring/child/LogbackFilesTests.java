package dev.daemonspring.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.MDC;

import dev.daemonspring.protocol.BootstrapMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogbackFiles}.
 */
class LogbackFilesTests {

	private static final String ENCODER = "<encoder><pattern>%m%n</pattern></encoder>";

	private final LoggerContext context = new LoggerContext();

	private final LogFiles files = new LogFiles();

	private final LogbackFiles logback = new LogbackFiles(this.files);

	@TempDir
	Path directory;

	@BeforeEach
	void ownedByWorker() {
		this.files.owner("copy");
		this.context.setMDCAdapter(MDC.getMDCAdapter());
	}

	@AfterEach
	void stop() {
		this.context.stop();
		System.clearProperty(LogFiles.WORKER);
	}

	@Test
	void fileIsOneOfTheWorkersOwn() throws Exception {
		configure(file("app.log", ""), "FILE");
		log("one");
		assertThat(files()).containsOnlyOnce("app-copy.log");
		assertThat(read("app-copy.log")).containsExactly("one");
		assertThat(read("app.log")).isEmpty();
	}

	@Test
	void fileOfAFormerLifeIsKept() throws Exception {
		Files.writeString(this.directory.resolve("app-copy.log"), "former\n");
		configure(file("app.log", "<append>false</append>"), "FILE");
		log("one");
		assertThat(read("app-copy.log")).containsExactly("former", "one");
	}

	@Test
	void rollingBySizeAndTimeLosesNothing() throws Exception {
		configure(rolling("""
				<rollingPolicy class="ch.qos.logback.core.rolling.SizeAndTimeBasedRollingPolicy">
				<fileNamePattern>%s/app-%%d{yyyy-MM-dd}.%%i.log</fileNamePattern><maxFileSize>200</maxFileSize>
				</rollingPolicy>"""), "FILE");
		assertLosesNothing();
	}

	@Test
	void rollingByTimeHasAPatternOfTheWorkersOwn() throws Exception {
		configure("""
				<appender name="FILE" class="ch.qos.logback.core.rolling.RollingFileAppender">%s
				<rollingPolicy class="ch.qos.logback.core.rolling.TimeBasedRollingPolicy">
				<fileNamePattern>%s/app-%%d{yyyy-MM}.log</fileNamePattern></rollingPolicy></appender>"""
			.formatted(ENCODER, this.directory), "FILE");
		log("one");
		List<String> own = files().stream().filter((file) -> file.matches("app-copy-\\d{4}-\\d{2}\\.log")).toList();
		assertThat(own).hasSize(1);
		assertThat(read(own.get(0))).containsExactly("one");
	}

	@Test
	void rollingInAFixedWindowLosesNothing() throws Exception {
		configure(rolling("""
				<rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
				<fileNamePattern>%s/app.%%i.log</fileNamePattern><minIndex>1</minIndex><maxIndex>20</maxIndex>
				</rollingPolicy>
				<triggeringPolicy class="ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy">
				<maxFileSize>200</maxFileSize><checkIncrement>0</checkIncrement></triggeringPolicy>"""), "FILE");
		assertRollsWithoutLoss();
	}

	@Test
	void fileBehindAnAsyncAppenderIsRewritten() throws Exception {
		configure(file("app.log", "") + """
				<appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender"><appender-ref ref="FILE"/>
				</appender>""", "ASYNC");
		log("one");
		this.context.stop();
		assertThat(read("app-copy.log")).containsExactly("one");
		assertThat(read("app.log")).isEmpty();
	}

	@Test
	void fileOfASiftingAppenderIsRewrittenWhenItIsCreated() throws Exception {
		configure("""
				<appender name="SIFT" class="ch.qos.logback.classic.sift.SiftingAppender">
				<discriminator><key>tenant</key><defaultValue>none</defaultValue></discriminator><sift>
				<appender name="FILE-${tenant}" class="ch.qos.logback.core.FileAppender">
				<file>%s/${tenant}.log</file>%s</appender></sift></appender>""".formatted(this.directory, ENCODER),
				"SIFT");
		MDC.put("tenant", "acme");
		try {
			log("one");
		}
		finally {
			MDC.remove("tenant");
		}
		assertThat(read("acme-copy.log")).containsExactly("one");
		assertThat(read("acme.log")).isEmpty();
	}

	@Test
	void fileNamedByTheConfigurationAfterTheWorkerIsLeftAlone() throws Exception {
		configure(file("${daemon.worker}/app.log", ""), "FILE");
		log("one");
		assertThat(read("copy/app.log")).containsExactly("one");
	}

	@Test
	void fileThatHasTheWorkersNameByChanceIsRewritten() throws Exception {
		configure(file("copy.log", ""), "FILE");
		log("one");
		assertThat(read("copy-copy.log")).containsExactly("one");
	}

	@Test
	void configurationThatTruncatesFilesLeavesThoseOfTheDaemonWhole() throws Exception {
		Files.writeString(this.directory.resolve("app.log"), "daemon\n");
		write(file("app.log", "<append> false </append>"), "FILE");
		String location = this.directory.resolve("logback.xml").toString();
		String appending = this.logback.appending(location);
		assertThat(appending).isNotNull().isNotEqualTo(location).endsWith(".xml");
		Files.copy(Path.of(appending), Path.of(location), StandardCopyOption.REPLACE_EXISTING);
		readConfiguration();
		this.logback.rewrite(this.context);
		log("one");
		assertThat(read("app.log")).containsExactly("daemon");
		assertThat(read("app-copy.log")).containsExactly("one");
	}

	@Test
	void configurationThatTruncatesNothingIsReadAsItIs() throws Exception {
		write(file("app.log", "<append>true</append>"), "FILE");
		assertThat(this.logback.appending(this.directory.resolve("logback.xml").toString())).isNull();
		assertThat(this.logback.appending("missing.xml")).isNull();
	}

	@Test
	void configurationThatIsReadAgainIsRewrittenAgain() throws Exception {
		configure(file("app.log", ""), "FILE");
		log("one");
		this.context.reset();
		readConfiguration();
		log("two");
		assertThat(files()).containsOnlyOnce("app-copy.log");
		assertThat(read("app-copy.log")).containsExactly("one", "two");
		assertThat(read("app.log")).isEmpty();
	}

	@Test
	void configurationIsRewrittenOnce() throws Exception {
		configure(file("app.log", ""), "FILE");
		this.logback.rewrite(this.context);
		log("one");
		assertThat(read("app-copy.log")).containsExactly("one");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void deviceIsLeftAlone() throws Exception {
		Path device = Path.of("/dev/null");
		configure("""
				<appender name="FILE" class="ch.qos.logback.core.FileAppender"><file>%s</file>%s</appender>"""
			.formatted(Files.createSymbolicLink(this.directory.resolve("out"), device), ENCODER), "FILE");
		log("one");
		assertThat(files()).containsExactlyInAnyOrder("logback.xml", "out");
	}

	@Test
	void trainingWritesNoFile() throws Exception {
		this.files.owner(BootstrapMessage.TRAINING);
		configure(file("app.log", ""), "FILE");
		log("one");
		assertThat(read("app.log")).isEmpty();
	}

	private void assertRollsWithoutLoss() throws IOException {
		assertLosesNothing();
		assertThat(files().stream().filter((file) -> file.startsWith("app-copy"))).hasSizeGreaterThan(1);
	}

	private void assertLosesNothing() throws IOException {
		List<String> lines = IntStream.range(0, 50).mapToObj((number) -> "line " + number).toList();
		lines.forEach(this::log);
		this.context.stop();
		List<String> own = files().stream().filter((file) -> file.startsWith("app-copy")).toList();
		assertThat(own.stream().flatMap((file) -> read(file).stream())).containsExactlyInAnyOrderElementsOf(lines);
		assertThat(read("app.log")).isEmpty();
	}

	private String file(String name, String more) {
		return """
				<appender name="FILE" class="ch.qos.logback.core.FileAppender"><file>%s/%s</file>%s%s</appender>"""
			.formatted(this.directory, name, more, ENCODER);
	}

	private String rolling(String policies) {
		return """
				<appender name="FILE" class="ch.qos.logback.core.rolling.RollingFileAppender"><file>%s/app.log</file>
				%s%s</appender>""".formatted(this.directory, ENCODER, policies.formatted(this.directory));
	}

	private void configure(String appenders, String reference) throws IOException, JoranException {
		write(appenders, reference);
		readConfiguration();
		this.files.configuration(this.directory.resolve("logback.xml").toString());
		this.logback.rewrite(this.context);
		this.context.getStatusManager().getCopyOfStatusList().forEach(System.out::println);
	}

	private void write(String appenders, String reference) throws IOException {
		Files.writeString(this.directory.resolve("logback.xml"),
				"<configuration>%s<root level=\"INFO\"><appender-ref ref=\"%s\"/></root></configuration>"
					.formatted(appenders, reference),
				StandardCharsets.UTF_8);
	}

	private void readConfiguration() throws IOException, JoranException {
		JoranConfigurator configurator = new JoranConfigurator();
		configurator.setContext(this.context);
		configurator.doConfigure(this.directory.resolve("logback.xml").toUri().toURL());
	}

	private void log(String line) {
		this.context.getLogger("test").info(line);
	}

	private List<String> read(String file) {
		Path path = this.directory.resolve(file);
		try {
			return Files.exists(path) ? Files.readAllLines(path) : List.of();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<String> files() throws IOException {
		try (Stream<Path> files = Files.list(this.directory)) {
			return files.map((file) -> file.getFileName().toString()).toList();
		}
	}

}
