package dev.daemonspring.child;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.FileAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.daemonspring.protocol.BootstrapMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Log4j2Configuration}.
 */
class Log4j2ConfigurationTests {

	private static final String LAYOUT = "<PatternLayout pattern=\"%m%n\"/>";

	private final LoggerContext context = new LoggerContext("test");

	private final LogFiles files = new LogFiles();

	@TempDir
	Path directory;

	@BeforeEach
	void ownedByWorker() {
		this.files.owner("copy");
	}

	@AfterEach
	void stop() {
		this.context.stop();
		System.clearProperty(LogFiles.WORKER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "File", "RandomAccessFile" })
	void fileIsOneOfTheWorkersOwn(String appender) throws Exception {
		configure(file(appender, "app.log", ""));
		assertOnlyOwnFileHas("one");
	}

	@ParameterizedTest
	@ValueSource(strings = { "RollingFile", "RollingRandomAccessFile" })
	void rolledFilesAreOnesOfTheWorkersOwn(String appender) throws Exception {
		configure(
				"""
						<%s name="FILE" fileName="%2$s/app.log" filePattern="%2$s/app-%%i.log">%3$s
						<Policies><SizeBasedTriggeringPolicy size="100"/></Policies><DefaultRolloverStrategy max="50"/></%1$s>"""
					.formatted(appender, this.directory, LAYOUT));
		List<String> lines = IntStream.range(0, 50).mapToObj((number) -> "line " + number).toList();
		lines.forEach(this::log);
		this.context.stop();
		assertThat(files()).hasSizeGreaterThan(1).allMatch((file) -> file.matches("app-copy(-\\d+)?\\.log"));
		assertThat(files().stream().flatMap((file) -> read(file).stream())).containsExactlyInAnyOrderElementsOf(lines);
	}

	@Test
	void fileOfAFormerLifeIsKept() throws Exception {
		Files.writeString(this.directory.resolve("app-copy.log"), "former\n");
		configure(file("File", "app.log", "append=\"false\""));
		log("one");
		assertThat(read("app-copy.log")).containsExactly("former", "one");
	}

	@Test
	void fileOfTheDaemonIsNotTruncated() throws Exception {
		Files.writeString(this.directory.resolve("app.log"), "daemon\n");
		configure(file("File", "app.log", "append=\"false\""));
		log("one");
		assertThat(read("app.log")).containsExactly("daemon");
		assertThat(read("app-copy.log")).containsExactly("one");
	}

	@Test
	void attributesAreFoundInAnyCase() throws Exception {
		Files.writeString(this.directory.resolve("app-copy.log"), "former\n");
		configure("<File name=\"FILE\" FILENAME=\"%s/app.log\" Append=\"false\">%s</File>".formatted(this.directory,
				LAYOUT));
		log("one");
		assertThat(files()).containsExactly("app-copy.log");
		assertThat(read("app-copy.log")).containsExactly("former", "one");
	}

	@Test
	void placeholderInAFileIsResolvedAndTheFileRewritten() throws Exception {
		configure(file("File", "${name}.log", ""), "<Property name=\"name\" value=\"app\"/>");
		assertOnlyOwnFileHas("one");
	}

	@Test
	void fileOfARoutingAppenderIsRewrittenWhenItIsCreated() throws Exception {
		configure("""
				<Routing name="FILE"><Routes pattern="$${event:Logger}"><Route>
				<File name="FILE-${event:Logger}" fileName="%s/${event:Logger}.log">%s</File>
				</Route></Routes></Routing>""".formatted(this.directory, LAYOUT));
		this.context.getLogger("acme").info("one");
		assertThat(files()).containsExactly("acme-copy.log");
		assertThat(read("acme-copy.log")).containsExactly("one");
	}

	@Test
	void fileNamedByTheConfigurationAfterTheWorkerIsLeftAlone() throws Exception {
		configure(file("File", "${sys:daemon.worker}/app.log", ""));
		log("one");
		assertThat(read("copy/app.log")).containsExactly("one");
	}

	@Test
	void fileThatHasTheWorkersNameByChanceIsRewritten() throws Exception {
		configure(file("File", "copy.log", ""));
		log("one");
		assertThat(files()).containsExactly("copy-copy.log");
	}

	@Test
	@EnabledOnOs(OS.LINUX)
	void deviceIsLeftAlone() {
		configure("<File name=\"FILE\" fileName=\"/dev/null\">" + LAYOUT + "</File>");
		assertThat(this.context.getConfiguration().<FileAppender>getAppender("FILE").getFileName())
			.isEqualTo("/dev/null");
	}

	@Test
	void trainingWritesNoFile() throws Exception {
		this.files.owner(BootstrapMessage.TRAINING);
		configure(file("File", "app.log", ""));
		log("one");
		assertThat(files()).isEmpty();
	}

	@Test
	void sourceIsThatOfTheApplicationsConfiguration() {
		XmlConfiguration original = configuration(file("File", "app.log", ""), "");
		assertThat(new Log4j2Configuration(original, this.files).getConfigurationSource())
			.isSameAs(original.getConfigurationSource());
	}

	@Test
	void configurationThatIsReadAgainIsRewrittenAgain() throws Exception {
		configure(file("File", "app.log", ""));
		log("one");
		Configuration again = ((Log4j2Configuration) this.context.getConfiguration()).reconfigure();
		assertThat(again).isInstanceOf(Log4j2Configuration.class).isNotSameAs(this.context.getConfiguration());
		this.context.start(again);
		log("two");
		assertThat(files()).containsExactly("app-copy.log");
		assertThat(read("app-copy.log")).containsExactly("one", "two");
	}

	private void assertOnlyOwnFileHas(String line) throws IOException {
		log(line);
		this.context.stop();
		assertThat(files()).containsExactly("app-copy.log");
		assertThat(read("app-copy.log")).containsExactly(line);
	}

	private String file(String appender, String name, String attributes) {
		return "<%1$s name=\"FILE\" fileName=\"%2$s/%3$s\" %4$s>%5$s</%1$s>".formatted(appender, this.directory, name,
				attributes, LAYOUT);
	}

	private void configure(String appender) {
		configure(appender, "");
	}

	private void configure(String appender, String properties) {
		this.context.start(new Log4j2Configuration(configuration(appender, properties), this.files));
	}

	private XmlConfiguration configuration(String appender, String properties) {
		String xml = """
				<Configuration status="error" shutdownHook="disable"><Properties>%s</Properties>
				<Appenders>%s</Appenders>
				<Loggers><Root level="info"><AppenderRef ref="FILE"/></Root></Loggers></Configuration>"""
			.formatted(properties, appender);
		try {
			return new XmlConfiguration(this.context,
					new ConfigurationSource(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8))));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void log(String line) {
		this.context.getLogger("test").info(line);
	}

	private List<String> read(String file) {
		try {
			return Files.readAllLines(this.directory.resolve(file));
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
