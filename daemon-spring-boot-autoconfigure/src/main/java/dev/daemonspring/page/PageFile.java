package dev.daemonspring.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

import org.jspecify.annotations.Nullable;

/**
 * The files of the page. They are the same for everybody and say nothing about the
 * workers.
 */
enum PageFile {

	/**
	 * The document.
	 */
	DOCUMENT("", "page.html", "text/html;charset=UTF-8"),

	/**
	 * The script.
	 */
	SCRIPT("page.js", "page.js", "text/javascript;charset=UTF-8"),

	/**
	 * The style sheet.
	 */
	STYLES("page.css", "page.css", "text/css;charset=UTF-8");

	/**
	 * The policy lets nothing in but these files and what they fetch from where they come
	 * from, and keeps the page out of frames. A script can't turn text into markup.
	 */
	static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
			+ "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
			+ "require-trusted-types-for 'script'; trusted-types 'none'";

	private final String path;

	private final String contentType;

	private final TaggedBytes content;

	PageFile(String path, String resource, String contentType) {
		this.path = path;
		this.contentType = contentType;
		this.content = TaggedBytes.of(read(resource));
	}

	/**
	 * Return the file at a path.
	 * @param path the path below that of the page
	 * @return the file, or {@code null} when there is none
	 */
	static @Nullable PageFile at(String path) {
		for (PageFile file : values()) {
			if (file.path.equals(path)) {
				return file;
			}
		}
		return null;
	}

	PageAnswer answer(@Nullable String ifNoneMatch) {
		return PageAnswer.tagged(this.content, this.contentType, ifNoneMatch)
			.with("Cache-Control", "no-cache")
			.with("Content-Security-Policy", POLICY)
			.with("Cross-Origin-Opener-Policy", "same-origin")
			.with("X-Frame-Options", "DENY");
	}

	private static byte[] read(String resource) {
		try (InputStream input = PageFile.class.getResourceAsStream(resource)) {
			if (input == null) {
				throw new IllegalStateException("The file '" + resource + "' of the page is missing");
			}
			return input.readAllBytes();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
