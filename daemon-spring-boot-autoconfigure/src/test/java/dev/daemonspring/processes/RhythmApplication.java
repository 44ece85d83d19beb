package dev.daemonspring.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * An application with a worker that runs once and one that runs by the clock, which note
 * what they do in a file.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, DaemonAutoConfiguration.class })
class RhythmApplication {

	@Bean
	@Worker(once = true)
	WorkerLoop job(Environment environment) {
		return new Noting("job", Path.of(environment.getRequiredProperty("rhythm.directory")));
	}

	@Bean
	@Worker(cron = "0/10 * * * * *", forever = true)
	WorkerLoop ticker(Environment environment) {
		return new Noting("ticker", Path.of(environment.getRequiredProperty("rhythm.directory")));
	}

	/**
	 * Notes when it spins up, iterates and spins down, and hangs in an iteration while
	 * there is a file {@code hang}.
	 */
	private static final class Noting implements WorkerLoop {

		private final Path notes;

		private final Path hang;

		private final Path fail;

		private Noting(String name, Path directory) {
			this.notes = directory.resolve(name);
			this.hang = directory.resolve("hang");
			this.fail = directory.resolve("fail");
		}

		@Override
		public void spinup() throws IOException {
			note("spinup");
		}

		@Override
		public void loop() throws IOException {
			note("loop");
			if (Files.exists(this.fail)) {
				throw new IllegalStateException("told to fail");
			}
			while (Files.exists(this.hang)) {
				LockSupport.parkNanos(10_000_000);
			}
		}

		@Override
		public void spindown() throws IOException {
			note("spindown");
		}

		private void note(String what) throws IOException {
			Files.writeString(this.notes,
					"%s %d %d%n".formatted(what, ProcessHandle.current().pid(), System.currentTimeMillis()),
					StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}

	}

}
