package dev.daemonspring.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link InitProcess}.
 */
@ExtendWith(OutputCaptureExtension.class)
class InitProcessTests {

	@TempDir
	Path proc;

	private int processes;

	@Test
	void startSaysWhatAJvmDoesNotDo(CapturedOutput output) {
		new InitProcess(this.proc).tell();
		assertThat(output).contains("This JVM is process 1 of its container", "docker run --init");
	}

	@Test
	void manyZombiesAreToldOnceUntilThereAreFarMore(CapturedOutput output) throws IOException {
		InitProcess init = new InitProcess(this.proc);
		add(12, "(a) b) Z 1 4711");
		init.run();
		init.run();
		add(20, "(java) Z 1 4711");
		init.run();
		assertThat(output).containsOnlyOnce("have ended whose exit nobody takes").contains("12 processes have ended");
		add(100, "(java) Z 1 4711");
		init.run();
		assertThat(output).contains("132 processes have ended");
	}

	@Test
	void processesOfOthersAndThoseThatRunAreNoZombies(CapturedOutput output) throws IOException {
		add(12, "(java) S 1 4711");
		add(12, "(java) Z 25 4711");
		add(9, "(java) Z 1 4711");
		new InitProcess(this.proc).run();
		assertThat(output).doesNotContain("have ended");
	}

	private void add(int number, String stat) throws IOException {
		for (int i = 0; i < number; i++) {
			Path process = Files.createDirectory(this.proc.resolve(Integer.toString(++this.processes)));
			Files.writeString(process.resolve("stat"), this.processes + " " + stat + "\n");
		}
	}

}
