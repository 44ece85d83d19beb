package dev.daemonspring.region;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link LifeFile} and {@link LifeRecord}.
 */
class LifeFileTests {

	private static final int SECTION = 52 * LifeRecord.SIZE;

	@TempDir
	private Path directory;

	@Test
	void readGivesBackWhatAnEarlierDaemonHasWritten() throws IOException {
		LifeRecord life = new LifeRecord(1, 1000, 2000, 4711, 137, 42, 7_000_000, 1, 2, "signal 9 (SIGKILL)",
				"java.lang.IllegalStateException: größer");
		try (LifeFile file = open("copy", "ping")) {
			file.write("copy", life);
		}
		try (LifeFile file = open("copy", "ping")) {
			assertThat(file.read("copy")).containsExactly(life);
			assertThat(file.read("ping")).isEmpty();
			assertThat(file.read("nobody")).isEmpty();
		}
	}

	@Test
	void readGivesTheLastLivesEarliestFirst() throws IOException {
		try (LifeFile file = open("copy")) {
			for (int number = 1; number <= 200; number++) {
				file.write("copy", life(number, null));
			}
			assertThat(file.read("copy")).extracting(LifeRecord::number)
				.containsExactlyElementsOf(IntStream.rangeClosed(150, 200).mapToObj(Long::valueOf).toList());
		}
	}

	@Test
	void fileIsBoundedAndPrivate() throws IOException {
		try (LifeFile file = open("copy", "ping")) {
			long size = Files.size(file());
			assertThat(size).isEqualTo(LifeRecord.SIZE + 2 * SECTION);
			for (int number = 1; number <= 1000; number++) {
				file.write("copy", life(number, "x".repeat(10_000)));
			}
			assertThat(Files.size(file())).isEqualTo(size);
			assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
		}
	}

	@Test
	void textsAreTruncatedBetweenCharacters() throws IOException {
		try (LifeFile file = open("copy")) {
			file.write("copy", life(1, "€".repeat(1000)));
			String error = file.read("copy").get(0).error();
			assertThat(error).matches("€+").hasSizeBetween(110, 112);
		}
	}

	@Test
	void livesOfAWorkerThatIsAwayForAWhileAreKept() throws IOException {
		try (LifeFile file = open("copy", "ping")) {
			file.write("ping", life(1, "earlier"));
		}
		try (LifeFile file = open("copy", "other")) {
			file.write("other", life(1, "another"));
		}
		try (LifeFile file = open("copy", "other", "ping")) {
			assertThat(file.read("ping")).extracting(LifeRecord::error).containsExactly("earlier");
			assertThat(file.read("other")).extracting(LifeRecord::error).containsExactly("another");
		}
	}

	@Test
	void secondDaemonOfTheApplicationHasItsOwnFile() throws IOException {
		try (LifeFile first = open("copy"); LifeFile second = open("copy")) {
			first.write("copy", life(1, "first"));
			assertThat(second.read("copy")).isEmpty();
			assertThat(this.directory.resolve("lives-app-1")).exists();
		}
	}

	@Test
	void fileThatNobodyHasUsedForLongIsRemovedUnlessItIsHeld() throws IOException {
		try (LifeFile held = LifeFile.open(this.directory, "held", List.of("copy"))) {
			assertThat(held).isNotNull();
			Path unused = Files.createFile(this.directory.resolve("lives-unused-0"));
			FileTime old = FileTime.from(Instant.now().minus(Duration.ofDays(31)));
			Files.setLastModifiedTime(unused, old);
			Files.setLastModifiedTime(this.directory.resolve("lives-held-0"), old);
			open("copy").close();
			assertThat(unused).doesNotExist();
			assertThat(this.directory.resolve("lives-held-0")).exists();
		}
	}

	@Test
	void filesOfApplicationsThatHaveAnotherIdentityAtEachStartAreBounded() throws IOException {
		try (LifeFile held = LifeFile.open(this.directory, "held", List.of("copy"))) {
			assertThat(held).isNotNull();
			Instant earlier = Instant.now().minus(Duration.ofDays(1));
			Files.setLastModifiedTime(this.directory.resolve("lives-held-0"), FileTime.from(earlier));
			for (int i = 1; i <= 40; i++) {
				Path file = Files.createFile(this.directory.resolve("lives-release%02d-0".formatted(i)));
				Files.setLastModifiedTime(file, FileTime.from(earlier.plusSeconds(i)));
			}
			open("copy").close();
			assertThat(this.directory.resolve("lives-release09-0")).doesNotExist();
			assertThat(this.directory.resolve("lives-release10-0")).exists();
			assertThat(this.directory.resolve("lives-held-0")).exists();
		}
	}

	@Test
	void fileOfAnotherFormatIsEmptied() throws IOException {
		Files.writeString(file(), "no lives, but rather long and of another make\n".repeat(2000));
		try (LifeFile file = open("copy")) {
			assertThat(file.read("copy")).isEmpty();
			file.write("copy", life(1, null));
			assertThat(file.read("copy")).hasSize(1);
		}
	}

	@Test
	void rubbishIsSkippedWhereverItIs() throws IOException {
		long seed = System.nanoTime();
		Random random = new Random(seed);
		for (int round = 0; round < 300; round++) {
			try (LifeFile file = open("copy", "ping")) {
				for (int number = 1; number <= 60; number++) {
					file.write("copy", life(number, "error"));
				}
			}
			damage(random);
			try (LifeFile file = open("copy", "ping")) {
				assertThat(file.read("copy")).as("seed " + seed)
					.allMatch((life) -> life.number() <= 60 && "error".equals(life.error()) && life.started() == 1000);
				file.read("ping");
				file.write("ping", life(61, null));
			}
		}
	}

	@Test
	void linkIsRefused() throws IOException {
		Path elsewhere = Files.createFile(this.directory.resolve("elsewhere"));
		Files.createSymbolicLink(file(), elsewhere);
		assertThatIOException().isThrownBy(() -> open("copy"));
		assertThat(elsewhere).isEmptyFile();
	}

	private void damage(Random random) throws IOException {
		try (FileChannel channel = FileChannel.open(file(), StandardOpenOption.WRITE)) {
			if (random.nextInt(4) == 0) {
				channel.truncate(random.nextLong(channel.size()));
			}
			for (int i = random.nextInt(20); i >= 0; i--) {
				byte[] rubbish = new byte[1 + random.nextInt(2000)];
				random.nextBytes(rubbish);
				channel.write(ByteBuffer.wrap(rubbish), random.nextLong(LifeRecord.SIZE + 2L * SECTION));
			}
		}
	}

	private static LifeRecord life(int number, @Nullable String error) {
		return new LifeRecord(number, 1000, 2000, 4711, 1, 42, 7, 1, 2, "exit code 1", error);
	}

	private LifeFile open(String... workers) throws IOException {
		LifeFile file = LifeFile.open(this.directory, "app", List.of(workers));
		assertThat(file).isNotNull();
		return file;
	}

	private Path file() {
		return this.directory.resolve("lives-app-0");
	}

}
