package org.example.counting;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

import org.example.testsupport.Databases;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests of {@code compose.yaml}, which {@code docs/cluster.md} shows.
 */
class ComposeFileTests {

	private static final Path FILE = Path.of("compose.yaml");

	private final Map<String, Map<String, Object>> services = services();

	@Test
	void fileIsTheOneThatTheDocumentShows() throws IOException {
		assertThat(Files.readString(Path.of("../../docs/cluster.md")))
			.contains("```yaml\n" + Files.readString(FILE) + "```");
	}

	@Test
	void databaseIsTheOneThatTheTestsUseUnlessAnotherIsNamed() {
		assertThat(this.services.get("database")).containsEntry("image",
				"${POSTGRES_IMAGE:-" + Databases.POSTGRESQL + "}");
		assertThat(environment("database").keySet())
			.isEqualTo(Set.of("POSTGRES_DB", "POSTGRES_USER", "POSTGRES_PASSWORD"));
	}

	@Test
	void replicasFindTheDatabaseByWhatItIsTold() {
		Map<String, Object> database = environment("database");
		assertThat(environment("replica"))
			.containsEntry("SPRING_DATASOURCE_URL", "jdbc:postgresql://database/" + database.get("POSTGRES_DB"))
			.containsEntry("SPRING_DATASOURCE_USERNAME", database.get("POSTGRES_USER"))
			.containsEntry("SPRING_DATASOURCE_PASSWORD", database.get("POSTGRES_PASSWORD"));
	}

	@Test
	void replicasAreTwoOfTheApplicationAndOfTheOldestJava() throws IOException {
		Map<String, Object> replica = this.services.get("replica");
		assertThat(replica).containsEntry("deploy", Map.of("replicas", 2))
			.containsEntry("image", "${JAVA_IMAGE:-eclipse-temurin:17-jre}");
		assertThat(replica.get("volumes")).asString().contains("./target/cluster.jar:/app.jar");
		assertThat(replica.get("command")).asString().endsWith("-jar /app.jar");
		assertThat(Files.readString(Path.of("pom.xml"))).contains("<finalName>cluster</finalName>");
	}

	@Test
	void replicasOfferNothingToTheOutside() {
		assertThat(this.services.values()).noneMatch((service) -> service.containsKey("ports"));
	}

	@SuppressWarnings("unchecked")
	private Map<String, Object> environment(String service) {
		return (Map<String, Object>) this.services.get(service).get("environment");
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Map<String, Object>> services() {
		try {
			Map<String, Object> file = new Yaml().load(Files.readString(FILE));
			return (Map<String, Map<String, Object>>) file.get("services");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
