package org.example.devtools;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.example.testsupport.JavaProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * When the developer tools restart the application its worker runs on, once, in a new
 * process.
 */
class DevtoolsIT {

	private static final String LOOPING = "Worker 'metronome' \\(pid (\\d+)\\) is LOOPING";

	@TempDir
	Path temp;

	@Test
	void restartOfTheApplicationReplacesTheWorkerProcess() throws Exception {
		Path classes = this.temp.resolve("classes");
		FileSystemUtils.copyRecursively(Path.of("target/classes"), classes);
		String classPath = classes + File.pathSeparator + System.getProperty("java.class.path");
		try (JavaProcess daemon = JavaProcess.start(this.temp,
				List.of("-cp", classPath, DevtoolsApplication.class.getName(), "--server.port=0", "--daemon.standby=0",
						"--spring.devtools.restart.poll-interval=200ms",
						"--spring.devtools.restart.quiet-period=100ms"))) {
			long first = Long.parseLong(daemon.awaitLine(LOOPING).group(1));
			daemon.awaitLine("Started DevtoolsApplication");
			Files.writeString(classes.resolve("changed.class"), "The developer has compiled something");
			long second = Long.parseLong(
					daemon.awaitLine("Worker 'metronome' \\(pid (?!" + first + "\\b)(\\d+)\\) is LOOPING").group(1));
			JavaProcess.await().until(() -> daemon.children().equals(List.of(second)));
			daemon.terminate();
			assertThat(daemon.awaitExit()).isEqualTo(143);
			assertThat(ProcessHandle.of(second)).isEmpty();
		}
	}

}
