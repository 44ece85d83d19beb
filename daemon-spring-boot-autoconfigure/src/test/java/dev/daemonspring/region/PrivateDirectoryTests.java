package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.region.PrivateDirectory.Others;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * Tests for {@link PrivateDirectory}.
 */
@EnabledOnOs(OS.LINUX)
class PrivateDirectoryTests {

	private static final int SELF = 1000;

	private @TempDir Path temp;

	@Test
	void createMakesItForItsOwnerAlone() throws IOException {
		Path directory = this.temp.resolve("directory");
		PrivateDirectory.create(directory);
		assertThat(mode(directory)).isEqualTo("rwx------");
		assertThatExceptionOfType(FileAlreadyExistsException.class)
			.isThrownBy(() -> PrivateDirectory.create(directory));
	}

	@Test
	void createMissingMakesThoseThatAreMissingAndLeavesTheOthers() throws IOException {
		Path there = Files.createDirectory(this.temp.resolve("there"));
		chmod(there, "rwxr-xr-x");
		PrivateDirectory.createMissing(there.resolve("a").resolve("b"));
		assertThat(mode(there)).isEqualTo("rwxr-xr-x");
		assertThat(mode(there.resolve("a"))).isEqualTo("rwx------");
		assertThat(mode(there.resolve("a").resolve("b"))).isEqualTo("rwx------");
		PrivateDirectory.createMissing(there);
		assertThat(mode(there)).isEqualTo("rwxr-xr-x");
	}

	@Test
	void createMissingWhenAFileIsInTheWayFails() throws IOException {
		Path file = Files.writeString(this.temp.resolve("file"), "precious");
		assertThatExceptionOfType(IOException.class).isThrownBy(() -> PrivateDirectory.createMissing(file));
		assertThatExceptionOfType(IOException.class)
			.isThrownBy(() -> PrivateDirectory.createMissing(file.resolve("directory")));
		assertThat(file).hasContent("precious");
	}

	@Test
	void createMissingWhenALinkLeadsToADirectoryLeavesIt() throws IOException {
		Path target = Files.createDirectory(this.temp.resolve("target"));
		Path link = Files.createSymbolicLink(this.temp.resolve("link"), target);
		PrivateDirectory.createMissing(link);
		assertThat(Files.isSymbolicLink(link)).isTrue();
		PrivateDirectory.createMissing(link.resolve("a"));
		assertThat(mode(target.resolve("a"))).isEqualTo("rwx------");
	}

	@Test
	void prepareMakesWhatIsMissing() throws IOException {
		Path directory = this.temp.resolve("a").resolve("b");
		for (Others others : Others.values()) {
			PrivateDirectory.prepare(directory, others);
			assertThat(mode(directory)).isEqualTo("rwx------");
			assertThat(mode(directory.getParent())).isEqualTo("rwx------");
		}
	}

	@Test
	void prepareRefusesWhatOthersMayDo() throws IOException {
		Path directory = Files.createDirectory(this.temp.resolve("directory"));
		for (String mode : new String[] { "rwxr-xr-x", "rwx--x---", "rwx---r--" }) {
			chmod(directory, mode);
			assertThatNoException().isThrownBy(() -> PrivateDirectory.prepare(directory, Others.MAY_READ));
			assertRefused(() -> PrivateDirectory.prepare(directory, Others.STAY_OUT), directory,
					"which others may enter (" + mode + ")", "'chmod 700'");
		}
		for (String mode : new String[] { "rwxrwxrwx", "rwx-w----", "rwx----w-" }) {
			chmod(directory, mode);
			assertRefused(() -> PrivateDirectory.prepare(directory, Others.MAY_READ), directory,
					"where others may write (" + mode + ")", "'chmod 700'");
			assertRefused(() -> PrivateDirectory.prepare(directory, Others.STAY_OUT), directory,
					"which others may enter (" + mode + ")", "'chmod 700'");
		}
		assertThat(mode(directory)).as("left as it is").isEqualTo("rwx----w-");
	}

	@Test
	void prepareWhenALinkIsThereRefusesAndMakesNothing() throws IOException {
		Path target = this.temp.resolve("target");
		Path link = Files.createSymbolicLink(this.temp.resolve("link"), target);
		assertRefused(() -> PrivateDirectory.prepare(link, Others.MAY_READ), link, "a symbolic link", "remove it");
		assertThat(target).doesNotExist();
		PrivateDirectory.create(target);
		assertRefused(() -> PrivateDirectory.prepare(link, Others.STAY_OUT), link, "a symbolic link", "remove it");
	}

	@Test
	void prepareWhenAFileIsThereRefuses() throws IOException {
		Path file = Files.writeString(this.temp.resolve("file"), "precious");
		assertRefused(() -> PrivateDirectory.prepare(file, Others.MAY_READ), file, "no directory", "remove it");
		assertThat(file).hasContent("precious");
	}

	@Test
	void prepareWhenAnotherUserIsTheOwnerRefusesAndNamesBoth() throws IOException {
		Path directory = Files.createDirectory(this.temp.resolve("directory"));
		chmod(directory, "rwx------");
		giveAway(directory);
		for (Others others : Others.values()) {
			assertRefused(() -> PrivateDirectory.prepare(directory, others), directory,
					"which belongs to '4711' and not to '" + FileOwner.ownName() + "'", "have '4711' remove it");
		}
		assertThat(directory).isEmptyDirectory();
	}

	@Test
	void requireTrustedWhenOneAboveCanBeWrittenNamesIt() throws IOException {
		Path real = this.temp.toRealPath();
		Path above = Files.createDirectory(real.resolve("above"));
		Path directory = Files.createDirectory(Files.createDirectory(above.resolve("middle")).resolve("directory"));
		assertThatNoException().isThrownBy(() -> PrivateDirectory.requireTrusted(directory));
		chmod(above, "rwxrwxr-x");
		assertRefused(() -> PrivateDirectory.requireTrusted(directory), above, "where others may write (rwxrwxr-x)",
				"'chmod go-w'");
		Files.setAttribute(above, "unix:mode", 01777);
		assertThatNoException().isThrownBy(() -> PrivateDirectory.requireTrusted(directory));
		assertRefused(() -> PrivateDirectory.require(above), above, "where others may write (rwxrwxrwx)",
				"'chmod go-w'");
	}

	@Test
	void requireTrustedWhenOneAboveIsALinkRefuses() throws IOException {
		Path real = this.temp.toRealPath();
		Path directory = Files.createDirectory(Files.createDirectory(real.resolve("target")).resolve("directory"));
		Path link = Files.createSymbolicLink(real.resolve("link"), directory.getParent());
		assertRefused(() -> PrivateDirectory.requireTrusted(link.resolve("directory")), link, "is no directory but",
				"a symbolic link");
	}

	@Test
	void requireWhenAnotherUserIsTheOwnerRefuses() throws IOException {
		Path directory = Files.createDirectory(this.temp.resolve("directory"));
		giveAway(directory);
		assertRefused(() -> PrivateDirectory.require(directory), directory, "which belongs to '4711'",
				"another directory");
	}

	@Test
	void isWritableByOthersWhenGroupOrWorldHasTheRight() {
		for (int mode : new int[] { 040775, 040757, 040777, 040720 }) {
			assertThat(PrivateDirectory.isWritableByOthers(mode, true)).isTrue();
			assertThat(PrivateDirectory.isWritableByOthers(mode, false)).isTrue();
		}
		for (int mode : new int[] { 040700, 040755, 041755 }) {
			assertThat(PrivateDirectory.isWritableByOthers(mode, true)).isFalse();
			assertThat(PrivateDirectory.isWritableByOthers(mode, false)).isFalse();
		}
		assertThat(PrivateDirectory.isWritableByOthers(041777, true)).isFalse();
		assertThat(PrivateDirectory.isWritableByOthers(041777, false)).isTrue();
	}

	@Test
	void isTrustedWhenThisUserOrTheSuperuser() {
		assertThat(PrivateDirectory.isTrusted(SELF, SELF)).isTrue();
		assertThat(PrivateDirectory.isTrusted(0, SELF)).isTrue();
		assertThat(PrivateDirectory.isTrusted(1001, SELF)).isFalse();
		assertThat(PrivateDirectory.isTrusted(1001, 0)).isFalse();
	}

	private static void assertRefused(ThrowingCallable call, Path directory, String flaw, String remedy) {
		assertThatExceptionOfType(UnsafeDirectoryException.class).isThrownBy(call)
			.withMessageStartingWith("it lies in '" + directory + "', ")
			.withMessageContaining(flaw)
			.withMessageContaining(remedy);
	}

	private static void giveAway(Path directory) throws IOException {
		assumeThat(FileOwner.ownUid()).as("user id, for root can give a directory away").hasValue(0);
		Files.setAttribute(directory, "unix:uid", 4711);
	}

	private static void chmod(Path path, String mode) throws IOException {
		Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
	}

	private static String mode(Path path) throws IOException {
		return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
	}

}
