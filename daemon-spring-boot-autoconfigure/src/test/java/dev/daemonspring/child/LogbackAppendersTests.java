package dev.daemonspring.child;

import java.nio.file.Path;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.FileAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.protocol.BootstrapMessage;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LogbackAppenders}.
 */
class LogbackAppendersTests {

	private final LoggerContext context = new LoggerContext();

	private final LogFiles files = new LogFiles();

	private final Set<Appender<?>> seen = Collections.newSetFromMap(new IdentityHashMap<>());

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

	@Test
	void fileIsReplacedAndTheAppenderGoesOn() {
		FileAppender<ILoggingEvent> appender = fileAppender("app.log");
		appender.start();
		rewrite(appender);
		assertThat(appender.getFile()).isEqualTo(path("app-copy.log"));
		assertThat(appender.isAppend()).isTrue();
		assertThat(appender.isStarted()).isTrue();
	}

	@Test
	void appenderThatWasNotStartedIsNotStarted() {
		FileAppender<ILoggingEvent> appender = fileAppender("app.log");
		rewrite(appender);
		assertThat(appender.getFile()).isEqualTo(path("app-copy.log"));
		assertThat(appender.isStarted()).isFalse();
	}

	@Test
	void appenderOfSeveralLoggersIsRewrittenOnce() {
		FileAppender<ILoggingEvent> appender = fileAppender("app.log");
		rewrite(appender, appender);
		rewrite(appender);
		assertThat(appender.getFile()).isEqualTo(path("app-copy.log"));
		assertThat(this.seen).containsExactly(appender);
	}

	@Test
	void appenderAttachedToOthersIsFound() {
		FileAppender<ILoggingEvent> appender = fileAppender("app.log");
		AsyncAppender inner = async(appender);
		rewrite(async(inner));
		assertThat(appender.getFile()).isEqualTo(path("app-copy.log"));
	}

	@Test
	void appendersAttachedToEachOtherAreVisitedOnce() {
		AsyncAppender one = new AsyncAppender();
		AsyncAppender other = async(one);
		one.addAppender(other);
		rewrite(one);
		assertThat(this.seen).containsExactlyInAnyOrder(one, other);
	}

	@Test
	void fileIsClosedWhereFilesAreDiscarded() {
		FileAppender<ILoggingEvent> appender = fileAppender("app.log");
		appender.start();
		this.files.owner(BootstrapMessage.TRAINING);
		rewrite(appender);
		assertThat(appender.isStarted()).isFalse();
		assertThat(appender.getFile()).isEqualTo(path("app.log"));
	}

	@Test
	void fileOfBootIsTheProcesssOwnAlready() {
		FileAppender<ILoggingEvent> appender = fileAppender("app-copy.log");
		this.files.ofBootFile(path("app.log"));
		rewrite(appender);
		assertThat(appender.getFile()).isEqualTo(path("app-copy.log"));
	}

	@Test
	void fileNamedAfterTheWorkerIsLeftAloneOnlyWhereThatIsOnPurpose() {
		FileAppender<ILoggingEvent> appender = fileAppender("copy.log");
		new LogbackAppenders(this.files, true, this.seen)
			.rewriteAll(List.<Appender<ILoggingEvent>>of(appender).iterator());
		assertThat(appender.getFile()).isEqualTo(path("copy.log"));
		this.seen.clear();
		rewrite(appender);
		assertThat(appender.getFile()).isEqualTo(path("copy-copy.log"));
	}

	@Test
	void appenderWithoutAFileIsLeftAlone() {
		ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
		rewrite(console);
		assertThat(this.seen).containsExactly(console);
	}

	@SafeVarargs
	private void rewrite(Appender<ILoggingEvent>... appenders) {
		new LogbackAppenders(this.files, false, this.seen).rewriteAll(List.of(appenders).iterator());
	}

	private FileAppender<ILoggingEvent> fileAppender(String file) {
		PatternLayoutEncoder encoder = new PatternLayoutEncoder();
		encoder.setContext(this.context);
		encoder.setPattern("%m%n");
		encoder.start();
		FileAppender<ILoggingEvent> appender = new FileAppender<>();
		appender.setContext(this.context);
		appender.setName("FILE");
		appender.setEncoder(encoder);
		appender.setAppend(false);
		appender.setFile(path(file));
		return appender;
	}

	private AsyncAppender async(Appender<ILoggingEvent> appender) {
		AsyncAppender async = new AsyncAppender();
		async.setContext(this.context);
		async.addAppender(appender);
		return async;
	}

	private String path(String file) {
		return this.directory.resolve(file).toString();
	}

}
