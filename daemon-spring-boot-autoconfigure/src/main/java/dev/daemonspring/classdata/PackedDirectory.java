package dev.daemonspring.classdata;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A directory of the class path as a jar, because no JVM archives classes of a directory.
 */
final class PackedDirectory {

	/**
	 * What a JVM heeds in the manifest of a jar and not in that of a directory.
	 */
	private static final List<Attributes.Name> HEEDED = List.of(Attributes.Name.CLASS_PATH,
			Attributes.Name.MULTI_RELEASE, Attributes.Name.SEALED);

	private PackedDirectory() {
	}

	/**
	 * Write a jar with the content of a directory.
	 * @param directory the directory
	 * @param jar the file to write
	 * @throws IOException when that fails, or when the jar would not mean the same
	 */
	static void pack(Path directory, Path jar) throws IOException {
		refuseHeededManifest(directory.resolve(JarFile.MANIFEST_NAME));
		List<Path> paths = new ArrayList<>();
		try (Stream<Path> walked = Files.walk(directory)) {
			walked.filter((path) -> !path.equals(directory)).sorted().forEach(paths::add);
		}
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
			out.setLevel(Deflater.NO_COMPRESSION);
			for (Path path : paths) {
				String name = directory.relativize(path).toString().replace('\\', '/');
				boolean isDirectory = Files.isDirectory(path);
				// Directories too: resources are searched for by them
				ZipEntry entry = new ZipEntry(isDirectory ? name + "/" : name);
				entry.setLastModifiedTime(Files.getLastModifiedTime(path));
				out.putNextEntry(entry);
				if (!isDirectory) {
					Files.copy(path, out);
				}
				out.closeEntry();
			}
		}
	}

	private static void refuseHeededManifest(Path file) throws IOException {
		if (!Files.exists(file)) {
			return;
		}
		try (InputStream in = Files.newInputStream(file)) {
			Attributes attributes = new Manifest(in).getMainAttributes();
			for (Attributes.Name name : HEEDED) {
				if (attributes.containsKey(name)) {
					throw new IOException("'%s' has '%s', which only jars heed".formatted(file, name));
				}
			}
		}
	}

}
