package dev.daemonspring.child;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.apache.logging.log4j.core.LifeCycle;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Log4j2Files}.
 */
class Log4j2FilesTests {

	private final LoggerContext context = new LoggerContext("test");

	private final LogFiles files = new LogFiles();

	@TempDir
	Path directory;

	private URI location;

	@BeforeEach
	void install() throws IOException {
		this.files.owner("copy");
		Path file = this.directory.resolve("log4j2.xml");
		Files.writeString(file, """
				<Configuration status="error" shutdownHook="disable">
				<Appenders><File name="FILE" fileName="%s/app.log"/></Appenders>
				<Loggers><Root level="info"><AppenderRef ref="FILE"/></Root></Loggers></Configuration>"""
			.formatted(this.directory));
		this.location = file.toUri();
		Log4j2Files.install(this.files);
	}

	@AfterEach
	void uninstall() {
		this.context.stop();
		ConfigurationFactory.resetConfigurationFactory();
		System.clearProperty(LogFiles.WORKER);
	}

	@Test
	void configurationIsReadWithFilesOfTheWorkersOwnHoweverItIsAskedFor() {
		ConfigurationFactory factory = ConfigurationFactory.getInstance();
		ConfigurationSource source = ConfigurationSource.fromUri(this.location);
		assertThat(source).isNotNull();
		assertThat(factory.getConfiguration(this.context, source)).isInstanceOf(Log4j2Configuration.class);
		assertThat(factory.getConfiguration(this.context, "test", this.location))
			.isInstanceOf(Log4j2Configuration.class);
		assertThat(factory.getConfiguration(this.context, "test", this.location, getClass().getClassLoader()))
			.isInstanceOf(Log4j2Configuration.class);
	}

	@Test
	void noFileOfTheDaemonIsOpened() throws IOException {
		this.context.setConfigLocation(this.location);
		this.context.start();
		this.context.getLogger("test").info("one");
		try (Stream<Path> files = Files.list(this.directory)) {
			assertThat(files.map((file) -> file.getFileName().toString())).containsExactlyInAnyOrder("app-copy.log",
					"log4j2.xml");
		}
	}

	@Test
	void installWhenInstalledChangesNothing() {
		ConfigurationFactory installed = ConfigurationFactory.getInstance();
		assertThat(installed).isInstanceOf(Log4j2Files.class);
		Log4j2Files.install(this.files);
		assertThat(ConfigurationFactory.getInstance()).isSameAs(installed);
	}

	@Test
	void ownWhenThereIsNoConfigurationReturnsNone() {
		assertThat(Log4j2Files.own(null, this.files)).isNull();
	}

	@Test
	void ownWhenConfigurationIsOwnAlreadyReturnsTheSame() {
		Configuration own = new Log4j2Configuration(original(), this.files);
		assertThat(Log4j2Files.own(own, this.files)).isSameAs(own);
	}

	@Test
	void ownWhenAppendersHaveBeenCreatedReturnsTheSame() {
		XmlConfiguration original = original();
		original.initialize();
		assertThat(Log4j2Files.own(original, this.files)).isSameAs(original);
		original.getAppenders().values().forEach(LifeCycle::stop);
		assertThat(this.directory.resolve("app.log")).exists();
	}

	private XmlConfiguration original() {
		ConfigurationSource source = ConfigurationSource.fromUri(this.location);
		assertThat(source).isNotNull();
		return new XmlConfiguration(this.context, source);
	}

}
