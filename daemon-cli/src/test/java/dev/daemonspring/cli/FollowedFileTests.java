package dev.daemonspring.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link FollowedFile}.
 */
class FollowedFileTests {

	private final ByteArrayOutputStream output = new ByteArrayOutputStream();

	private @TempDir Path directory;

	@Test
	void copiesTheLastLinesAndWhatComes() throws IOException {
		Path log = Files.writeString(this.directory.resolve("app.log"), "one\ntwo\nthree\n");
		try (FollowedFile followed = new FollowedFile(log, this.output)) {
			followed.toLastLines(2);
			followed.copy();
			assertThat(taken()).isEqualTo("two\nthree\n");
			append(log, "four\n");
			followed.copy();
			assertThat(taken()).isEqualTo("four\n");
		}
	}

	@Test
	void copiesAllOfAFileThatIsShorterAndNothingWhenNoLineIsWanted() throws IOException {
		Path log = Files.writeString(this.directory.resolve("app.log"), "one\ntwo");
		try (FollowedFile followed = new FollowedFile(log, this.output)) {
			followed.toLastLines(10);
			followed.copy();
			assertThat(taken()).isEqualTo("one\ntwo");
		}
		try (FollowedFile followed = new FollowedFile(log, this.output)) {
			followed.toLastLines(0);
			followed.copy();
			assertThat(taken()).isEmpty();
		}
	}

	@Test
	void findsLinesBeyondItsBuffer() throws IOException {
		String line = "x".repeat(20_000) + "\n";
		Path log = Files.writeString(this.directory.resolve("app.log"), line.repeat(3));
		try (FollowedFile followed = new FollowedFile(log, this.output)) {
			followed.toLastLines(2);
			followed.copy();
			assertThat(taken()).isEqualTo(line.repeat(2));
		}
	}

	@Test
	void goesOnInTheNextFileWhenItIsRolledOver() throws IOException {
		Path log = Files.writeString(this.directory.resolve("app.log"), "one\n");
		try (FollowedFile followed = new FollowedFile(log, this.output)) {
			followed.toLastLines(10);
			followed.copy();
			append(log, "two\n");
			Files.move(log, this.directory.resolve("app.log.1"));
			followed.copy();
			Files.writeString(log, "three\n");
			followed.copy();
			assertThat(taken()).isEqualTo("one\ntwo\nthree\n");
			Files.writeString(log, "4\n", StandardOpenOption.TRUNCATE_EXISTING);
			followed.copy();
			assertThat(taken()).isEqualTo("4\n");
		}
	}

	private static void append(Path file, String text) throws IOException {
		Files.writeString(file, text, StandardOpenOption.APPEND);
	}

	private String taken() {
		String text = this.output.toString(StandardCharsets.UTF_8);
		this.output.reset();
		return text;
	}

}
