package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link ExclusiveFile}, also with a real second JVM.
 */
class ExclusiveFileTests {

	private @TempDir Path directory;

	@Test
	void holdMakesTheFileForItsOwnerOnly() throws IOException {
		try (ExclusiveFile held = ExclusiveFile.hold(file())) {
			held.write("content");
			assertThat(file()).hasContent("content");
			assertThat(permissions(file())).isEqualTo("rw-------");
		}
		assertThat(file()).exists();
	}

	@Test
	void holdWhenOthersCanReadTakesThatFromThem() throws IOException {
		Files.createFile(file());
		Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
		ExclusiveFile.hold(file()).close();
		assertThat(permissions(file())).isEqualTo("rw-------");
	}

	@Test
	void holdWhenHeldInThisJvmRefusesAndTellsItsContent() throws IOException {
		try (ExclusiveFile held = ExclusiveFile.hold(file())) {
			held.write("42");
			assertThatExceptionOfType(FileHeldException.class).isThrownBy(() -> ExclusiveFile.hold(file()))
				.satisfies((ex) -> assertThat(ex.content()).isEqualTo("42"));
			assertThat(ExclusiveFile.tryHold(file())).isNull();
		}
		try (ExclusiveFile held = ExclusiveFile.tryHold(file())) {
			assertThat(held).isNotNull();
		}
	}

	@Test
	void holdWhenHeldUnderAnotherNameRefuses() throws IOException {
		try (ExclusiveFile held = ExclusiveFile.hold(file())) {
			Path link = Files.createLink(this.directory.resolve("hard link"), held.path());
			assertThat(ExclusiveFile.tryHold(link)).isNull();
			Path alias = Files.createSymbolicLink(
					this.directory.resolveSibling(this.directory.getFileName() + "-alias"), this.directory);
			try {
				assertThat(ExclusiveFile.tryHold(alias.resolve("file"))).isNull();
			}
			finally {
				Files.delete(alias);
			}
		}
	}

	@Test
	void holdWhenFileIsALinkRefuses() throws IOException {
		Path target = this.directory.resolve("target");
		Files.createSymbolicLink(file(), target);
		assertThatIOException().isThrownBy(() -> ExclusiveFile.hold(file())).withMessageContaining("symbolic link");
		assertThat(target).doesNotExist();
		Files.createFile(target);
		assertThatIOException().isThrownBy(() -> ExclusiveFile.hold(file())).withMessageContaining("symbolic link");
	}

	@Test
	void holdWhenFileIsOfAnotherUserRefuses() throws IOException {
		assumeThat(Files.getAttribute(this.directory, "unix:uid")).as("user id, for root can give a file away")
			.isEqualTo(0);
		Files.createFile(file());
		Files.setAttribute(file(), "unix:uid", 4711);
		assertThatIOException().isThrownBy(() -> ExclusiveFile.hold(file()))
			.withMessageContaining("belongs to the user with id 4711");
	}

	@Test
	void holdWhenAnotherProcessHasItRefusesUntilThatOneIsKilled() throws Exception {
		Process holder = start();
		try {
			assertThat(holder.inputReader().readLine()).isEqualTo("held");
			assertThatExceptionOfType(FileHeldException.class).isThrownBy(() -> ExclusiveFile.hold(file()))
				.satisfies((ex) -> assertThat(ex.content()).isEqualTo(Long.toString(holder.pid())));
		}
		finally {
			end(holder);
		}
		assertThat(file()).hasContent(Long.toString(holder.pid()));
		ExclusiveFile.hold(file()).close();
	}

	@Test
	void refusalInThisJvmDoesNotGiveTheLockAway() throws Exception {
		try (ExclusiveFile held = ExclusiveFile.hold(file())) {
			held.write("first");
			assertThat(ExclusiveFile.tryHold(file())).isNull();
			Process other = start();
			try {
				assertThat(other.inputReader().readLine()).isEqualTo("refused: first");
			}
			finally {
				end(other);
			}
		}
	}

	@Test
	void holdWhenFileIsReplacedMeanwhileHoldsTheOneThatIsThere() throws IOException {
		ExclusiveFile first = ExclusiveFile.hold(file());
		Files.delete(file());
		try (ExclusiveFile second = ExclusiveFile.hold(file())) {
			second.write("second");
			first.close();
			assertThat(ExclusiveFile.tryHold(file())).isNull();
			assertThat(file()).hasContent("second");
		}
	}

	@Test
	void holdWhenFileIsReplacedBeforeItIsLockedHoldsTheOneThatIsThere() throws IOException {
		Files.createFile(file());
		Deque<String> replacements = new ArrayDeque<>(List.of("first", "second"));
		try (ExclusiveFile held = ExclusiveFile.hold(file(), () -> replace(replacements.poll()))) {
			assertThat(file()).hasContent("second");
			held.write("held");
			assertThat(file()).hasContent("held");
		}
	}

	@Test
	void holdWhenFileIsReplacedAgainAndAgainRefuses() throws IOException {
		Files.createFile(file());
		assertThatIOException().isThrownBy(() -> ExclusiveFile.hold(file(), () -> replace("another")))
			.withMessageContaining("again and again");
	}

	private void replace(@Nullable String content) throws IOException {
		if (content != null) {
			Path other = Files.writeString(this.directory.resolve("other"), content);
			Files.move(other, file(), StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private Path file() {
		return this.directory.resolve("file");
	}

	private static String permissions(Path file) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
	}

	private Process start() throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xshare:auto",
				"-XX:TieredStopAtLevel=1", "-Xmx64m", "-cp", System.getProperty("java.class.path"),
				Holder.class.getName(), file().toString())
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start();
	}

	private static void end(Process process) throws InterruptedException {
		process.destroyForcibly();
		assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
	}

	/**
	 * Holds a file until its standard input ends.
	 */
	static final class Holder {

		private Holder() {
		}

		public static void main(String[] args) throws IOException {
			try (ExclusiveFile held = ExclusiveFile.hold(Path.of(args[0]))) {
				held.write(Long.toString(ProcessHandle.current().pid()));
				System.out.println("held");
				System.in.read();
			}
			catch (FileHeldException ex) {
				System.out.println("refused: " + ex.content());
			}
		}

	}

}
