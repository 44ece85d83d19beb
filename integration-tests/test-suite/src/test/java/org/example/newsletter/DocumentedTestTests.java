package org.example.newsletter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The test that the documents show is {@link MailingTests}, line by line, which passes.
 */
class DocumentedTestTests {

	private static final Pattern CODE = Pattern.compile("(?s)```java\\R(.*?)```");

	private static final Path ROOT = Path.of("../..");

	private static final Path SOURCE = Path.of("src/test/java/org/example/newsletter/MailingTests.java");

	@ParameterizedTest
	@MethodSource("documents")
	void documentShowsWhatIsRun(Path document) throws IOException {
		List<String> source = Files.readAllLines(SOURCE);
		List<String> expected = source.subList(source.indexOf("@SpringBootTest"), source.size());
		assertThat(source.subList(0, source.indexOf("@SpringBootTest")))
			.allMatch((line) -> line.isEmpty() || line.startsWith("package ") || line.startsWith("import "));
		assertThat(codeOf(document).orElseThrow().lines().toList()).containsExactlyElementsOf(expected);
	}

	/**
	 * Return the documents that show a test.
	 */
	static List<Path> documents() throws IOException {
		try (Stream<Path> pages = Files.list(ROOT.resolve("docs"))) {
			return Stream
				.concat(Stream.of(ROOT.resolve("README.md")),
						pages.filter((page) -> page.toString().endsWith(".md")).sorted())
				.filter((page) -> codeOf(page).isPresent())
				.toList();
		}
	}

	private static Optional<String> codeOf(Path document) {
		try {
			return CODE.matcher(Files.readString(document))
				.results()
				.map((result) -> result.group(1))
				.filter((text) -> text.contains("@WithWorkers"))
				.findFirst();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
