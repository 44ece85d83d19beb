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
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * An application with a worker of several instances, which note when each iteration
 * begins and ends, and with which total. The clock of the notes is the machine's.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, DaemonAutoConfiguration.class })
class InstancesApplication {

	@Bean
	@Worker(looptime = 0, forever = true, instances = 3, maxInstances = 50)
	Noting handyman(Environment environment, WorkerContext context) {
		return new Noting(Path.of(environment.getRequiredProperty("instances.directory")), context);
	}

	/**
	 * Works for a few milliseconds at a time, or for as long as there is a file
	 * {@code hang-<index>}; does not spin up while there is a file {@code fail}.
	 */
	static final class Noting implements WorkerLoop {

		private final Path directory;

		private final WorkerContext context;

		Noting(Path directory, WorkerContext context) {
			this.directory = directory;
			this.context = context;
		}

		@Override
		public void spinup() {
			if (Files.exists(this.directory.resolve("fail"))) {
				throw new IllegalStateException("told to fail");
			}
		}

		@Override
		public void loop() throws IOException {
			note("begin");
			LockSupport.parkNanos(3_000_000);
			while (Files.exists(this.directory.resolve("hang-" + this.context.index()))) {
				LockSupport.parkNanos(5_000_000);
			}
			note("end");
		}

		@WorkerCommand
		String who() {
			return this.context.name() + " " + this.context.index() + " of " + this.context.total();
		}

		private void note(String what) throws IOException {
			Files.writeString(this.directory.resolve("notes"),
					"%s %d %d %d %d%n".formatted(what, this.context.index(), this.context.total(),
							ProcessHandle.current().pid(), System.nanoTime()),
					StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}

	}

}
