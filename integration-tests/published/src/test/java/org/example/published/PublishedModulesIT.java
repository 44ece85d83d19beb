package org.example.published;

import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What users get from a repository needs nothing of this build.
 */
class PublishedModulesIT {

	private static final String BOM = "daemon-spring-boot-bom";

	private static final String AUTOCONFIGURE = "daemon-spring-boot-autoconfigure";

	private static final String CLI = "daemon-cli";

	private static final String STARTER = "daemon-spring-boot-starter";

	private static final String TEST = "daemon-spring-boot-test";

	@ParameterizedTest
	@ValueSource(strings = { BOM, AUTOCONFIGURE, CLI, STARTER, TEST })
	void pomStandsAlone(String module) throws Exception {
		PublishedPom pom = PublishedPom.of(module);
		assertThat(pom.texts("/project/artifactId")).containsExactly(module);
		assertThat(pom.texts("/project/groupId")).containsExactly("dev.daemonspring");
		assertThat(pom.texts("/project/version")).hasSize(1);
		assertThat(pom.texts("/project/parent | /project/build | /project/profiles | /project/repositories")).isEmpty();
		assertThat(pom.texts("//text()[contains(., '${') and . != '${project.version}']")).as("unresolved properties")
			.isEmpty();
		assertThat(pom.texts("//dependency[not(version)]/artifactId")).as("without a version").isEmpty();
		assertThat(pom.texts("/project/dependencies/dependency[scope='test']/artifactId")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { BOM, AUTOCONFIGURE, CLI, STARTER, TEST })
	void pomHasWhatCentralAsksFor(String module) throws Exception {
		PublishedPom pom = PublishedPom.of(module);
		assertThat(pom.texts("/project/name")).singleElement().asString().startsWith("Daemon Spring Boot ");
		assertThat(pom.texts("/project/description")).singleElement().asString().isNotBlank();
		String url = pom.texts("/project/url").get(0);
		assertThat(url).startsWith("https://").doesNotContain("spring.io").doesNotEndWith(module);
		assertThat(pom.texts("/project/scm/url")).containsExactly(url);
		assertThat(pom.texts("/project/scm/connection")).containsExactly("scm:git:" + url + ".git");
		assertThat(pom.texts("/project/scm/developerConnection")).singleElement()
			.asString()
			.startsWith("scm:git:")
			.endsWith("/daemon-spring-boot.git");
		assertThat(pom.texts("/project/developers/developer/name")).singleElement().asString().isNotBlank();
		assertThat(pom.texts("/project/licenses/license/name")).containsExactly("Apache License, Version 2.0");
	}

	@Test
	void bomListsWhatIsPublished() throws Exception {
		PublishedPom pom = PublishedPom.of(BOM);
		assertThat(pom.texts("/project/packaging")).containsExactly("pom");
		assertThat(pom.texts("/project/dependencyManagement/dependencies/dependency/artifactId"))
			.containsExactlyInAnyOrder(AUTOCONFIGURE, CLI, STARTER, TEST);
		assertThat(pom.texts("/project/dependencyManagement/dependencies/dependency/version"))
			.containsOnly("${project.version}");
	}

	@Test
	void librariesThatAreOptionalStayOptional() throws Exception {
		PublishedPom pom = PublishedPom.of(AUTOCONFIGURE);
		assertThat(pom.texts("/project/dependencies/dependency[not(optional='true')]/artifactId"))
			.containsExactlyInAnyOrder("spring-boot-autoconfigure", "spring-boot-jackson");
		assertThat(pom.texts("/project/dependencies/dependency[optional='true']/artifactId")).contains("jsonrpc4j",
				"spring-boot-webmvc", "spring-boot-webflux", "spring-boot-security", "spring-boot-health");
	}

	@Test
	void starterBringsJsonrpc4jWithoutItsHttpClient() throws Exception {
		PublishedPom pom = PublishedPom.of(STARTER);
		assertThat(pom.texts("/project/dependencies/dependency/artifactId"))
			.containsExactlyInAnyOrder("spring-boot-starter", AUTOCONFIGURE, CLI, "spring-boot-jackson", "jsonrpc4j");
		assertThat(pom.texts("/project/dependencies/dependency[artifactId='daemon-cli']/scope"))
			.containsExactly("runtime");
		assertThat(pom.texts("/project/dependencies/dependency[artifactId='jsonrpc4j']//exclusion/artifactId"))
			.containsExactlyInAnyOrder("httpcore-nio", "commons-codec");
	}

	@Test
	void commandLineHasItsLibrariesWithinItUnderNamesOfItsOwn() throws Exception {
		PublishedPom pom = PublishedPom.of(CLI);
		assertThat(pom.texts("/project/dependencies/dependency/artifactId")).isEmpty();
		try (JarFile jar = new JarFile(file(CLI).toFile())) {
			assertThat(jar.stream().map(JarEntry::getName).filter((name) -> name.endsWith(".class")))
				.allMatch((name) -> name.startsWith("dev/daemonspring/cli/"))
				.contains("dev/daemonspring/cli/shaded/picocli/CommandLine.class");
			assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
				.isEqualTo("dev.daemonspring.cli.DaemonCtl");
			assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { AUTOCONFIGURE, CLI, STARTER, TEST })
	void jarIsAModuleWithAName(String module) throws Exception {
		try (JarFile jar = new JarFile(file(module).toFile())) {
			assertThat(jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name"))
				.isEqualTo("dev.daemonspring" + module.substring(module.lastIndexOf('-')).replace('-', '.'));
		}
	}

	private static Path file(String module) throws Exception {
		String version = PublishedPom.of(module).texts("/project/version").get(0);
		return Path.of("../..", module, "target", module + "-" + version + ".jar");
	}

}
