package dev.daemonspring.sample;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class CopyWorkerTests {

	@TempDir
	Path temp;

	private Path directory;

	private CopyWorker worker;

	@BeforeEach
	void createWorker() {
		this.directory = this.temp.resolve("a/b");
		this.worker = new CopyWorker(new CopyProperties(this.directory), new SimpleMeterRegistry());
	}

	@Test
	void spinupWhenDirectoryIsAbsentMakesItWithFile() throws IOException {
		this.worker.spinup();
		assertThat(this.directory.resolve("test.txt")).isNotEmptyFile();
	}

	@Test
	void spinupWhenFileIsThereKeepsIt() throws IOException {
		Files.createDirectories(this.directory);
		Files.writeString(this.directory.resolve("test.txt"), "mine");
		this.worker.spinup();
		assertThat(this.directory.resolve("test.txt")).hasContent("mine");
	}

	@Test
	void loopCopiesEachTime() throws IOException {
		this.worker.spinup();
		this.worker.loop();
		Files.writeString(this.directory.resolve("test.txt"), "changed");
		this.worker.loop();
		assertThat(this.directory.resolve("copy_test.txt")).hasContent("changed");
	}

	@Test
	void spindownRemovesCopyAndKeepsFile() throws IOException {
		this.worker.spinup();
		this.worker.loop();
		this.worker.spindown();
		assertThat(this.directory.resolve("copy_test.txt")).doesNotExist();
		assertThat(this.directory.resolve("test.txt")).exists();
	}

	@Test
	void changeNameRemovesOldCopyAndNamesNextOne() throws IOException {
		this.worker.spinup();
		this.worker.loop();
		assertThat(this.worker.changeName("other.txt"))
			.isEqualTo("The copy was 'copy_test.txt' and is 'other.txt' from the next iteration on");
		assertThat(this.directory.resolve("copy_test.txt")).doesNotExist();
		this.worker.loop();
		assertThat(this.directory.resolve("other.txt")).exists();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", ".", "..", "../other.txt", "a/b.txt", "/etc/passwd", "test.txt" })
	void changeNameWhenNotPlainNameIsRefused(String name) throws IOException {
		this.worker.spinup();
		assertThatIllegalArgumentException().isThrownBy(() -> this.worker.changeName(name))
			.withMessageContaining("'" + name + "'");
	}

}
