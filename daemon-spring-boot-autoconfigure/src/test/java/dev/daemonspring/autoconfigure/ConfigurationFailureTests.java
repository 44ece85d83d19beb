package dev.daemonspring.autoconfigure;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/**
 * Tests that each mistake of configuration stops a real application, which tells the
 * property, the value, the limit and the remedy, and no stack trace. No process is
 * started.
 */
@ExtendWith(OutputCaptureExtension.class)
class ConfigurationFailureTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			daemon.standby                                | 101     | between 0 and 100
			daemon.standby                                | -1      | between 0 and 100
			daemon.standby                                | many    | between 0 and 100
			daemon.mailbox-size                           | 0B      | between 1KB and 16MB
			daemon.mailbox-size                           | 17MB    | between 1KB and 16MB
			daemon.mailbox-size                           | 4GB     | between 1KB and 16MB
			daemon.class-data-calm                        | -1s     | between 0s and 36500d
			daemon.startup.wait                           | -3s     | between 0s and 36500d
			daemon.shutdown.grace                         | -5s     | between 0s and 36500d
			daemon.shutdown.grace                         | 200000d | between 0s and 36500d
			daemon.shutdown.orphan-timeout                | -1ms    | between 0s and 36500d
			daemon.defaults.looptime                      | -1s     | between 0s and 106751d
			daemon.workers.copy.looptime                  | 200000d | between 0s and 106751d
			daemon.workers.copy.start-timeout             | 0s      | between 1ms and 36500d
			daemon.workers.copy.stall-timeout             | 0s      | between 1ms and 36500d
			daemon.workers.copy.command-timeout           | -1m     | between 1ms and 36500d
			daemon.workers.copy.shutdown-grace            | -1s     | between 0s and 36500d
			daemon.workers.copy.max-heap                  | 1MB     | at least 2MB
			daemon.workers.copy.max-heap                  | -1MB    | at least 2MB
			daemon.workers.copy.max-memory                | 100KB   | at least 1MB
			daemon.workers.copy.max-iterations            | 0       | at least 1
			daemon.workers.copy.nice                      | 20      | between -20 and 19
			daemon.workers.copy.standby                   | 101     | between 0 and 100
			daemon.workers.copy.connection-pool-size      | 0       | at least 1
			daemon.workers.copy.process                   | a b     | at most 63 letters
			daemon.workers.copy.restart.initial-delay     | -1s     | between 0s and 36500d
			daemon.workers.copy.restart.multiplier        | 0.5     | at least 1
			daemon.workers.copy.restart.multiplier        | NaN     | at least 1
			daemon.defaults.restart.max-delay             | -30s    | between 0s and 36500d
			daemon.defaults.restart.reset-after           | -1m     | between 0s and 36500d
			daemon.defaults.restart.max-restarts          | -1      | at least 0
			daemon.defaults.restart.within                | 0s      | between 1ms and 36500d
			daemon.rpc.max-request-size                   | 0B      | at least 1B and less than 2GB
			daemon.rpc.max-request-size                   | 2GB     | at least 1B and less than 2GB
			daemon.rpc.max-batch-size                     | 0       | at least 1
			daemon.rpc.max-depth                          | 2       | between 3 and 1000
			daemon.rpc.max-number-length                  | 1001    | between 1 and 1000
			daemon.rpc.max-calls                          | 0       | at least 1
			daemon.rpc.max-response-size                  | 0B      | at least 1B
			daemon.rpc.max-in-flight                      | -1B     | at least 1B
			daemon.rpc.http.read-timeout                  | 0s      | between 1ms and 36500d
			daemon.rpc.http.path                          | rpc     | begins with '/'
			daemon.rpc.http.path                          | /       | has a name after it
			daemon.rpc.http.path                          | /rpc/*  | wildcards
			daemon.rpc.unix.max-connections               | 0       | at least 1
			daemon.rpc.unix.idle-timeout                  | 0s      | between 1ms and 36500d
			daemon.rpc.tcp.max-unauthenticated-connections| 0       | at least 1
			daemon.rpc.tcp.authentication-timeout         | -1s     | between 1ms and 36500d
			""", quoteCharacter = '"')
	void valueBeyondItsLimitsIsExplained(String property, String value, String limit, CapturedOutput output) {
		fail(property + "=" + value);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("'" + property + "' is '" + value + "', but must be ")
			.contains(limit)
			.contains("It comes from \"" + property + "\" from property source \"commandLineArgs\"")
			.contains("Set '" + property + "' to a value that is ");
		assertNoStackTrace(output);
	}

	@ParameterizedTest
	@CsvSource({ "daemon.workers.copy.looptime,abc", "daemon.mailbox-size,large", "daemon.isolation,box",
			"daemon.on-worker-exit,explode", "daemon.defaults.restart.max-restarts,many" })
	void valueOfAnotherTypeIsExplained(String property, String value, CapturedOutput output) {
		fail(property + "=" + value);
		assertThat(output).contains("APPLICATION FAILED TO START").contains(property).contains("\"" + value + "\"");
		assertNoStackTrace(output);
	}

	@ParameterizedTest
	@CsvSource({ "nowhere", "http://127.0.0.1:80", "unix://relative.sock", "tcp://127.0.0.1", "tcp://127.0.0.1:x" })
	void badSocketIsExplained(String socket, CapturedOutput output) {
		fail("daemon.rpc.sockets=" + socket);
		assertThat(output).contains("APPLICATION FAILED TO START")
			.contains("The socket '" + socket
					+ "' of 'daemon.rpc.sockets' can't be opened: it is not the address of a socket.")
			.contains("Write 'unix:///absolute/path.sock' or 'tcp://host:port'.");
		assertNoStackTrace(output);
	}

	@Test
	void shortTokenIsExplainedAndNotTold(CapturedOutput output) {
		fail("daemon.rpc.token=hush-hush", "daemon.rpc.sockets=tcp://127.0.0.1:0");
		assertThat(output).contains("The token of 'daemon.rpc.token' has 9 characters, but must have at least 16.")
			.contains("Set 'daemon.rpc.token' to a longer one. 'openssl rand -hex 32' makes a good one.")
			.doesNotContain("hush-hush");
		assertNoStackTrace(output);
	}

	@Test
	void tokenFileThatIsNotThereIsExplained(@TempDir Path directory, CapturedOutput output) {
		Path file = directory.resolve("token");
		fail("daemon.rpc.token-file=file:" + file, "daemon.rpc.sockets=tcp://127.0.0.1:0");
		assertThat(output).contains("'daemon.rpc.token-file' names a file that can't be read")
			.contains(file.toString())
			.contains("Set 'daemon.rpc.token-file' to a file that");
		assertNoStackTrace(output);
	}

	private static void fail(String... properties) {
		String[] arguments = new String[properties.length];
		for (int i = 0; i < properties.length; i++) {
			arguments[i] = "--" + properties[i];
		}
		SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF);
		assertThatException().isThrownBy(() -> application.run(arguments).close());
	}

	private static void assertNoStackTrace(CapturedOutput output) {
		assertThat(output.getAll().lines()).noneMatch((line) -> line.startsWith("\tat "));
	}

	@Configuration(proxyBeanMethods = false)
	@ImportAutoConfiguration({ DaemonAutoConfiguration.class, RpcAutoConfiguration.class,
			RpcSocketAutoConfiguration.class })
	static class Application {

		@Bean
		@Worker
		WorkerLoop copy() {
			return () -> {
			};
		}

	}

}
