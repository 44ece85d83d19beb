package org.example.isolation.inheritance;

import java.io.IOException;
import java.io.Writer;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Properties;

import org.springframework.boot.ApplicationArguments;
import org.springframework.core.env.Environment;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Writes what it has inherited into a file.
 */
@Worker(name = "heir", looptime = 3600, forever = true)
class Heir implements WorkerLoop {

	private static final List<String> PROPERTIES = List.of("given.by.option", "given.by.argument", "given.by.default",
			"given.by.initializer", "given.by.listener", "given.by.environment", "given.by.profile", "given.secret",
			"given.secret.argument", "java.net.socks.password");

	private final Environment environment;

	private final ApplicationArguments arguments;

	private final Ancestor.Estate estate;

	Heir(Environment environment, ApplicationArguments arguments, Ancestor.Estate estate) {
		this.environment = environment;
		this.arguments = arguments;
		this.estate = estate;
	}

	@Override
	public void spinup() throws IOException {
		Properties inherited = new Properties();
		PROPERTIES.forEach((name) -> inherited.setProperty(name, this.environment.getProperty(name, "nothing")));
		inherited.setProperty("profiles", String.join(",", this.environment.getActiveProfiles()));
		inherited.setProperty("arguments", String.join(" ", this.arguments.getNonOptionArgs()));
		inherited.setProperty("directory", Path.of("").toRealPath().toString());
		inherited.setProperty("options", String.join(" ", ManagementFactory.getRuntimeMXBean().getInputArguments()));
		inherited.setProperty("heap", Long.toString(Runtime.getRuntime().maxMemory() >> 20));
		inherited.setProperty("estate", Boolean.toString(this.estate.isRunning()));
		inherited.setProperty("pid", Long.toString(ProcessHandle.current().pid()));
		Path file = Path.of("inherited.part");
		try (Writer writer = Files.newBufferedWriter(file)) {
			inherited.store(writer, null);
		}
		Files.move(file, Path.of("inherited"), StandardCopyOption.ATOMIC_MOVE);
	}

	@Override
	public void loop() {
	}

}
