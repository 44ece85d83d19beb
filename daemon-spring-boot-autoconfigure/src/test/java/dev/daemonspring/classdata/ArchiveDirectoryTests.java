package dev.daemonspring.classdata;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import dev.daemonspring.region.ExclusiveFile;
import dev.daemonspring.region.OwnUser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

/**
 * Tests for {@link ArchiveDirectory}.
 */
class ArchiveDirectoryTests {

	private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

	private static final ArchiveKey CURRENT = key('a', 'a');

	@TempDir
	Path temp;

	private ArchiveDirectory directory;

	@BeforeEach
	void create() {
		this.directory = new ArchiveDirectory(this.temp.resolve("not there/cache"), Clock.fixed(NOW, ZoneOffset.UTC));
	}

	@Test
	void tryLockMakesAPrivateDirectory() throws IOException {
		try (ExclusiveFile lock = this.directory.tryLock()) {
			assertThat(lock).isNotNull();
			assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(this.directory.path())))
				.isEqualTo("rwx------");
		}
	}

	@Test
	void tryLockWhenAnotherHasItReturnsNothing() throws IOException {
		try (ExclusiveFile lock = this.directory.tryLock()) {
			assertThat(lock).isNotNull();
			assertThat(this.directory.tryLock()).isNull();
		}
		try (ExclusiveFile lock = this.directory.tryLock()) {
			assertThat(lock).isNotNull();
		}
	}

	@Test
	void tryLockWhenOthersCanWriteRefuses() throws IOException {
		Files.createDirectories(this.directory.path());
		Files.setPosixFilePermissions(this.directory.path(), PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThatIOException().isThrownBy(this.directory::tryLock).withMessageContaining("where others may write");
	}

	@Test
	void tryLockWhenOthersCanExchangeItRefuses() throws IOException {
		Files.createDirectories(this.directory.path());
		Path parent = this.directory.path().getParent();
		Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThatIOException().isThrownBy(this.directory::tryLock)
			.withMessageContaining("'%s', where others may write".formatted(parent));
		Files.setAttribute(parent, "unix:mode", 01777);
		this.directory.tryLock().close();
	}

	@Test
	void pathIsTheRealOne() throws IOException {
		Path target = Files.createDirectory(this.temp.toRealPath().resolve("target"));
		Path link = Files.createSymbolicLink(this.temp.resolve("link"), target);
		ArchiveDirectory linked = new ArchiveDirectory(link.resolve("cache"), Clock.systemUTC());
		assertThat(linked.path()).isEqualTo(target.resolve("cache"));
	}

	@Test
	void tryLockWhenALinkWasPutInItsPlaceRefuses() throws IOException {
		Path target = Files.createDirectory(this.temp.resolve("target"));
		Files.createDirectories(this.directory.path().getParent());
		Files.createSymbolicLink(this.directory.path(), target);
		assertThatIOException().isThrownBy(this.directory::tryLock).withMessageContaining("a symbolic link");
		assertThat(target).isEmptyDirectory();
	}

	@Test
	void requirePrivateWhenOthersCanWriteIntoAnArchiveRefuses() throws IOException {
		Path archive = Files.createDirectories(this.directory.of(CURRENT));
		Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThatIOException().isThrownBy(() -> this.directory.requirePrivate(CURRENT))
			.withMessageContaining("'%s', where others may write".formatted(archive));
		Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rwx------"));
		this.directory.requirePrivate(CURRENT);
	}

	@Test
	void requirePrivateWhenALinkWasPutInAnArchivesPlaceRefuses() throws IOException {
		Path target = Files.createDirectory(this.temp.resolve("target"));
		Files.createDirectories(this.directory.path());
		Path archive = Files.createSymbolicLink(this.directory.of(CURRENT), target);
		assertThatIOException().isThrownBy(() -> this.directory.requirePrivate(CURRENT))
			.withMessageContaining("'%s', which is no directory but a symbolic link".formatted(archive));
	}

	@Test
	void requirePrivateWhenOthersCanExchangeTheCacheRefuses() throws IOException {
		Files.createDirectories(this.directory.of(CURRENT));
		Path parent = this.directory.path().getParent();
		Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxrwxrwx"));
		assertThatIOException().isThrownBy(() -> this.directory.requirePrivate(CURRENT))
			.withMessageContaining("'%s', where others may write".formatted(parent));
	}

	@Test
	void tryLockWhenParentIsNoDirectoryFails() throws IOException {
		Files.writeString(this.temp.resolve("not there"), "a file");
		assertThatIOException().isThrownBy(this.directory::tryLock);
	}

	@Test
	void cleanRemovesWhatIsOfNoMoreUse() throws IOException {
		try (ExclusiveFile lock = this.directory.tryLock()) {
			assertThat(lock).isNotNull();
			Path current = archive(CURRENT, Duration.ZERO);
			Path superseded = archive(key('a', 'b'), Duration.ofMinutes(11));
			Path supersededInUse = archive(key('a', 'c'), Duration.ofMinutes(9));
			Path otherApplication = archive(key('b', 'b'), Duration.ofDays(29));
			Path unused = archive(key('c', 'c'), Duration.ofDays(31));
			Path unfinished = this.directory.make(key('d', 'd'));
			Path notOurs = Files.createDirectory(this.directory.path().resolve("mine"));
			this.directory.clean(CURRENT);
			assertThat(current).exists();
			assertThat(supersededInUse).exists();
			assertThat(otherApplication).exists();
			assertThat(notOurs).exists();
			assertThat(superseded).doesNotExist();
			assertThat(unused).doesNotExist();
			assertThat(unfinished).doesNotExist();
		}
	}

	@Test
	void usedKeepsAnArchive() throws IOException {
		try (ExclusiveFile lock = this.directory.tryLock()) {
			assertThat(lock).isNotNull();
			ArchiveKey key = key('a', 'b');
			Path archive = archive(key, Duration.ofDays(40));
			this.directory.used(key);
			this.directory.clean(CURRENT);
			assertThat(archive).exists();
		}
	}

	@Test
	void defaultPathIsInTheUsersCacheDirectory() throws IOException {
		Path home = Files.createDirectory(this.temp.resolve("home"));
		Map<String, String> properties = Map.of("user.home", home.toString(), "java.io.tmpdir", "/tmp", "user.name",
				"a.b");
		assertThat(ArchiveDirectory.defaultPath(Map.of("XDG_CACHE_HOME", "/var/cache/me"), properties))
			.isEqualTo(Path.of("/var/cache/me/daemonspring"));
		assertThat(ArchiveDirectory.defaultPath(Map.of(), properties)).isEqualTo(home.resolve(".cache/daemonspring"));
	}

	@Test
	void defaultPathWhenUserHasNoHomeIsTemporaryAndNamedByUserId() {
		assertThat(ArchiveDirectory.defaultPath(Map.of(),
				Map.of("user.home", "?", "java.io.tmpdir", "/tmp", "user.name", "a.b")))
			.isEqualTo(Path.of("/tmp/daemonspring-%s-cache".formatted(OwnUser.fileName())));
	}

	private Path archive(ArchiveKey key, Duration unused) throws IOException {
		Path path = this.directory.make(key);
		ArchiveManifest.write(path);
		Files.setLastModifiedTime(path.resolve(ArchiveManifest.NAME), FileTime.from(NOW.minus(unused)));
		return path;
	}

	private static ArchiveKey key(char identity, char fingerprint) {
		return new ArchiveKey(String.valueOf(identity).repeat(16), String.valueOf(fingerprint).repeat(32));
	}

}
