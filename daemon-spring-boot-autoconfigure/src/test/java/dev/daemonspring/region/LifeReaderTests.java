package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link LifeReader}: what others than the daemon read, also while it writes.
 */
class LifeReaderTests {

	@TempDir
	private Path directory;

	@Test
	void findGivesTheLivesOfTheApplicationThatKnowsTheProcess() throws IOException {
		try (LifeFile one = open("one"); LifeFile other = open("other")) {
			one.write("copy", life(1, 11));
			other.write("copy", life(1, 21));
			other.write("copy", life(2, 22));
			assertThat(LifeReader.find(this.directory, "copy", 11)).containsExactly(life(1, 11));
			assertThat(LifeReader.find(this.directory, "copy", 21)).containsExactly(life(1, 21), life(2, 22));
			assertThat(LifeReader.find(this.directory, "copy", 33)).isEmpty();
			assertThat(LifeReader.find(this.directory, "nobody", 11)).isEmpty();
		}
	}

	@Test
	void findPassesOverWhatIsNoSuchFile() throws IOException, InterruptedException {
		Files.writeString(this.directory.resolve("lives-a-0"), "rubbish");
		Files.createDirectory(this.directory.resolve("lives-b-0"));
		Files.createSymbolicLink(this.directory.resolve("lives-c-0"), Path.of("/dev/zero"));
		new ProcessBuilder("mkfifo", this.directory.resolve("lives-d-0").toString()).start().waitFor();
		assertThat(LifeReader.find(this.directory, "copy", 0)).isEmpty();
	}

	private LifeFile open(String application) throws IOException {
		LifeFile file = LifeFile.open(this.directory, application, List.of("copy"));
		assertThat(file).isNotNull();
		return file;
	}

	private static LifeRecord life(long number, long pid) {
		return new LifeRecord(number, 1000, 2000, pid, 137, 42, 7_000_000, 1, 2, "signal 9 (SIGKILL)", null);
	}

}
