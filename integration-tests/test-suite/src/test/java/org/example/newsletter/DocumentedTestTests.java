package org.example.newsletter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The test that the documents show is {@link MailingTests}, line by line, which passes.
 */
class DocumentedTestTests {

	private static final Pattern CODE = Pattern.compile("(?s)```java\\R(.*?)```");

	private static final Path SOURCE = Path.of("src/test/java/org/example/newsletter/MailingTests.java");

	@ParameterizedTest
	@ValueSource(strings = { "README.md", "docs/testing.md" })
	void documentShowsWhatIsRun(String document) throws IOException {
		List<String> source = Files.readAllLines(SOURCE);
		List<String> expected = source.subList(source.indexOf("@SpringBootTest"), source.size());
		assertThat(source.subList(0, source.indexOf("@SpringBootTest")))
			.allMatch((line) -> line.isEmpty() || line.startsWith("package ") || line.startsWith("import "));
		assertThat(codeOf(Files.readString(Path.of("../..", document)))).containsExactlyElementsOf(expected);
	}

	private static List<String> codeOf(String document) {
		Matcher code = CODE.matcher(document);
		return code.results()
			.map((result) -> result.group(1))
			.filter((text) -> text.contains("@WithWorkers"))
			.findFirst()
			.orElseThrow()
			.lines()
			.toList();
	}

}
