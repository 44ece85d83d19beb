package dev.daemonspring.processes;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

import dev.daemonspring.autoconfigure.DaemonAutoConfiguration;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * A daemon whose thread hoards the heap while there is a file {@code hoard}, and that
 * shuts down when there is a file {@code shutdown}.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ ConfigurationPropertiesAutoConfiguration.class, DaemonAutoConfiguration.class })
class DaemonJvmApplication {

	public static void main(String[] args) {
		boolean web = String.join(" ", args).contains("--server.port");
		SpringApplication application = new SpringApplication(
				web ? DaemonJvmWebApplication.class : DaemonJvmApplication.class);
		application.setWebApplicationType(web ? WebApplicationType.SERVLET : WebApplicationType.NONE);
		ConfigurableApplicationContext context = application.run(args);
		Workers workers = context.getBean(Workers.class);
		String directory = context.getEnvironment().getRequiredProperty("test.directory");
		Hoard hoard = new Hoard(new File(directory, "hoard"), new File(directory, "hoarding"));
		File shutdown = new File(directory, "shutdown");
		while (!shutdown.exists()) {
			hoard.look();
			LockSupport.parkNanos(10_000_000);
		}
		workers.shutdown();
	}

	@Bean
	@Worker(name = "worker", looptime = 1, forever = true)
	WorkerLoop worker(Environment environment, WorkerContext context) {
		return new TracedWorker(Path.of(environment.getRequiredProperty("test.directory")), context.index());
	}

	/**
	 * Writes down its pid when it spins up, and when it is destroyed. Goes down in its
	 * first iteration when there is a file {@code fail-<index>}.
	 */
	static final class TracedWorker implements WorkerLoop, AutoCloseable {

		private final Path directory;

		private final int index;

		TracedWorker(Path directory, int index) {
			this.directory = directory;
			this.index = index;
		}

		@Override
		public void spinup() throws IOException {
			Files.writeString(this.directory.resolve("pids"), ProcessHandle.current().pid() + "\n",
					StandardOpenOption.CREATE, StandardOpenOption.APPEND);
		}

		@Override
		public void loop() {
			if (Files.exists(this.directory.resolve("fail-" + this.index))) {
				throw new IllegalStateException("told to fail");
			}
		}

		@Override
		public void close() throws IOException {
			Files.createFile(this.directory.resolve("closed-" + ProcessHandle.current().pid()));
		}

	}

	/**
	 * Takes the heap to its last kilobyte, again and again, as long as a file is there.
	 */
	private static final class Hoard {

		private static final int[] SIZES = { 1024 * 1024, 64 * 1024, 1024, 16 };

		private static final int RELEASED = 4096;

		private final File order;

		private final File told;

		private Object[] taken = {};

		Hoard(File order, File told) {
			this.order = order;
			this.told = told;
		}

		void look() {
			boolean full = false;
			while (exists()) {
				full |= take();
				if (full) {
					tell();
				}
			}
			this.taken = new Object[0];
		}

		private boolean exists() {
			try {
				return this.order.exists();
			}
			catch (OutOfMemoryError ex) {
				return true;
			}
		}

		private boolean take() {
			boolean full = false;
			for (int size : SIZES) {
				try {
					while (true) {
						this.taken = new Object[] { this.taken, new byte[size] };
					}
				}
				catch (OutOfMemoryError ex) {
					full = true;
				}
			}
			return full;
		}

		private void tell() {
			// Telling takes a little memory itself; the next turn takes it back
			for (int i = 0; i < RELEASED && this.taken.length > 0; i++) {
				this.taken = (Object[]) this.taken[0];
			}
			try {
				this.told.createNewFile();
			}
			catch (IOException | OutOfMemoryError ex) {
				// Told the next time
			}
		}

	}

}
