package dev.daemonspring.classdata;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import dev.daemonspring.region.FileOwner;

/**
 * The list of all files of an archive, with their sizes and checksums. It is written
 * last, so that a directory without a manifest, or with a broken one, is incomplete. A
 * JVM does not check as much: a truncated archive makes it crash.
 */
final class ArchiveManifest {

	static final String NAME = "manifest";

	private static final String VERSION = "daemon class data 1";

	private static final String END = "end";

	private ArchiveManifest() {
	}

	/**
	 * Write the manifest of a directory, which completes the archive.
	 */
	static void write(Path directory) throws IOException {
		List<String> lines = new ArrayList<>();
		lines.add(VERSION);
		for (Path file : files(directory)) {
			lines.add("%08x %d %s".formatted(checksum(file), Files.size(file), directory.relativize(file)));
		}
		lines.add(END);
		Path unfinished = directory.resolveSibling(directory.getFileName() + "." + NAME);
		Files.write(unfinished, lines);
		Files.move(unfinished, directory.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
	}

	static boolean exists(Path directory) {
		return Files.exists(directory.resolve(NAME));
	}

	/**
	 * Refuse a directory that does not match its manifest.
	 * @param directory the directory
	 * @param closely whether to compare the checksums, too, except those of jars, which
	 * contain checksums of their own
	 * @throws IOException if it is refused
	 */
	static void verify(Path directory, boolean closely) throws IOException {
		Path real = directory.toRealPath();
		requireOwnFile(real, NAME);
		List<String> lines = Files.readAllLines(directory.resolve(NAME));
		if (lines.size() < 2 || !lines.get(0).equals(VERSION) || !lines.get(lines.size() - 1).equals(END)) {
			throw new IOException("its manifest is broken");
		}
		for (String line : lines.subList(1, lines.size() - 1)) {
			String[] fields = line.split(" ", 3);
			if (fields.length != 3) {
				throw new IOException("its manifest is broken");
			}
			Path file = requireOwnFile(real, fields[2]);
			if (!fields[1].equals(Long.toString(Files.size(file)))) {
				throw new IOException("'%s' has %d bytes and not %s".formatted(fields[2], Files.size(file), fields[1]));
			}
			if (closely && !fields[2].endsWith(".jar") && !fields[0].equals("%08x".formatted(checksum(file)))) {
				throw new IOException("the checksum of '%s' is wrong".formatted(fields[2]));
			}
		}
	}

	/**
	 * Return a file that lies in the directory itself and is not reached through a link.
	 */
	private static Path requireOwnFile(Path directory, String name) throws IOException {
		Path file = directory.resolve(name);
		if (!file.toRealPath().equals(file) || !Files.isRegularFile(file)) {
			throw new IOException("'%s' is a symbolic link or not a regular file".formatted(name));
		}
		FileOwner.requireOwn(file);
		return file;
	}

	private static List<Path> files(Path directory) throws IOException {
		try (Stream<Path> walked = Files.walk(directory)) {
			return walked.filter(Files::isRegularFile).sorted().toList();
		}
	}

	private static long checksum(Path file) throws IOException {
		CRC32C checksum = new CRC32C();
		byte[] buffer = new byte[256 * 1024];
		try (InputStream in = Files.newInputStream(file)) {
			for (int read = in.read(buffer); read != -1; read = in.read(buffer)) {
				checksum.update(buffer, 0, read);
			}
		}
		return checksum.getValue();
	}

}
