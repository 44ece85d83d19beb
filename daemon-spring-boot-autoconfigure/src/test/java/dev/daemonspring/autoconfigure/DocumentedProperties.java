package dev.daemonspring.autoconfigure;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The properties that a page of the documentation shows in its blocks.
 */
final class DocumentedProperties {

	private static final Pattern BLOCK = Pattern.compile("```properties\\n(.*?)```", Pattern.DOTALL);

	private DocumentedProperties() {
	}

	/**
	 * Return the text of all pages.
	 */
	static String pages() {
		StringBuilder text = new StringBuilder();
		try (DirectoryStream<Path> pages = Files.newDirectoryStream(root().resolve("docs"), "*.md")) {
			text.append(Files.readString(root().resolve("README.md")));
			for (Path page : pages) {
				text.append(Files.readString(page));
			}
			return text.toString();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Path root() {
		Path root = Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
		return Objects.requireNonNull(root, "no directory above the module's");
	}

	static Properties of(String page) {
		try {
			Matcher matcher = BLOCK.matcher(Files.readString(root().resolve(page)));
			Properties properties = new Properties();
			while (matcher.find()) {
				properties.load(new StringReader(matcher.group(1)));
			}
			return properties;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
