package dev.daemonspring.classdata;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;

import org.springframework.util.StringUtils;

/**
 * A file or a directory on the class path, with a record of its content at one moment.
 *
 * @param path the absolute path
 * @param files the names, relative to the path, of the files that it contains, with their
 * sizes and times; a single empty name if it is a file itself, none if it is missing or
 * an empty directory
 */
record ClassPathEntry(Path path, Map<String, Stamp> files) {

	/**
	 * The largest number of files in an entry. A directory with more does not contain
	 * classes only.
	 */
	private static final int MOST_FILES = 20_000;

	/**
	 * Record the content of a class path. The entries of a single jar's manifest follow
	 * it.
	 * @param classPath the class path
	 * @return its entries, in order
	 * @throws IOException if an entry can't be read, or contains too many files
	 */
	static List<ClassPathEntry> of(String classPath) throws IOException {
		List<ClassPathEntry> entries = new ArrayList<>();
		for (String entry : classPath.split(File.pathSeparator)) {
			entries.add(of(Path.of(entry).toAbsolutePath().normalize()));
		}
		if (entries.size() == 1 && entries.get(0).isFile()) {
			entries.addAll(ofManifest(entries.get(0)));
		}
		return entries;
	}

	/**
	 * Record the content of the class path in the manifest of a jar, which counts when it
	 * is started with {@code java -jar}.
	 */
	private static List<ClassPathEntry> ofManifest(ClassPathEntry jar) throws IOException {
		List<ClassPathEntry> entries = new ArrayList<>();
		try {
			String classPath = JarAttributes.of(jar).getValue(Attributes.Name.CLASS_PATH);
			for (String url : StringUtils.tokenizeToStringArray(classPath, " ")) {
				entries.add(of(Path.of(jar.path().toUri().resolve(url)).normalize()));
			}
		}
		catch (IllegalArgumentException | FileSystemNotFoundException ex) {
			throw new IOException("the manifest of '%s' names something that is not a file".formatted(jar.path()), ex);
		}
		return entries;
	}

	private static ClassPathEntry of(Path path) throws IOException {
		Map<String, Stamp> files = new TreeMap<>();
		if (Files.exists(path)) {
			Files.walkFileTree(path, new SimpleFileVisitor<>() {

				@Override
				public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
					if (files.size() == MOST_FILES) {
						throw new IOException("'%s' holds more than %d files".formatted(path, MOST_FILES));
					}
					files.put(path.relativize(file).toString(), Stamp.of(file));
					return FileVisitResult.CONTINUE;
				}

			});
		}
		return new ClassPathEntry(path, files);
	}

	boolean isFile() {
		return this.files.containsKey("");
	}

	boolean isDirectory() {
		return !this.files.isEmpty() && !this.files.containsKey("");
	}

	/**
	 * Return the names, sizes and times of all files as one text.
	 */
	String content() {
		return this.files.toString();
	}

	/**
	 * The size and the modification time of a file.
	 *
	 * @param size the size in bytes
	 * @param modified the time in seconds since the epoch, the precision that container
	 * images preserve
	 */
	record Stamp(long size, long modified) {

		private static Stamp of(Path file) throws IOException {
			BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
			return new Stamp(attributes.size(), attributes.lastModifiedTime().to(TimeUnit.SECONDS));
		}

	}

}
