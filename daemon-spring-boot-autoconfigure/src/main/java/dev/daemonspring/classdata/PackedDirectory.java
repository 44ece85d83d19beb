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
 * A directory of the class path that is packed into a jar, because no JVM archives
 * classes from a directory.
 */
final class PackedDirectory {

	/**
	 * The attributes that a JVM honors in the manifest of a jar, but not in that of a
	 * directory.
	 */
	private static final List<Attributes.Name> JAR_ONLY = List.of(Attributes.Name.CLASS_PATH,
			Attributes.Name.MULTI_RELEASE, Attributes.Name.SEALED);

	private PackedDirectory() {
	}

	/**
	 * Pack the content of a directory into a jar.
	 * @param directory the directory
	 * @param jar the file to write
	 * @throws IOException if that fails, or if the jar would not be equivalent
	 */
	static void pack(Path directory, Path jar) throws IOException {
		refuseJarOnlyAttributes(directory.resolve(JarFile.MANIFEST_NAME));
		List<Path> paths = new ArrayList<>();
		try (Stream<Path> walked = Files.walk(directory)) {
			walked.filter((path) -> !path.equals(directory)).sorted().forEach(paths::add);
		}
		try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
			out.setLevel(Deflater.NO_COMPRESSION);
			for (Path path : paths) {
				String name = directory.relativize(path).toString().replace('\\', '/');
				boolean isDirectory = Files.isDirectory(path);
				// Directories, too: searches for resources need their entries
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

	private static void refuseJarOnlyAttributes(Path file) throws IOException {
		if (!Files.exists(file)) {
			return;
		}
		try (InputStream in = Files.newInputStream(file)) {
			Attributes attributes = new Manifest(in).getMainAttributes();
			for (Attributes.Name name : JAR_ONLY) {
				if (attributes.containsKey(name)) {
					throw new IOException("'%s' sets '%s', which takes effect only in a jar".formatted(file, name));
				}
			}
		}
	}

}
