package org.example.contained;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import org.testcontainers.DockerClientFactory;

/**
 * The images of these tests: the one that the documentation shows, and smaller ones made
 * from it. Removed at the end.
 */
final class Images implements AutoCloseable {

	private static final Path DOCUMENTATION = Path.of("../../docs/containers.md");

	static final Path JAR = Path.of("target/app.jar");

	private static final String BASE = System.getenv().getOrDefault("DAEMON_TEST_IMAGE", "eclipse-temurin:17-jre");

	/**
	 * Of Spring Boot, and those that the documentation adds.
	 */
	private static final String MODULES = "java.desktop,java.instrument,java.naming,java.net.http,java.sql,"
			+ "java.management,jdk.management,jdk.net,jdk.unsupported";

	private static final Pattern BLOCK = Pattern.compile("```dockerfile\\n(.*?)```", Pattern.DOTALL);

	private final DockerClient engine = DockerClientFactory.instance().client();

	private final Path directory;

	private final Set<String> built = new LinkedHashSet<>();

	Images(Path directory) {
		this.directory = directory;
	}

	/**
	 * Return the Dockerfile of the documentation.
	 */
	static String dockerfile() throws IOException {
		Matcher matcher = BLOCK.matcher(Files.readString(DOCUMENTATION));
		if (!matcher.find()) {
			throw new IllegalStateException("'%s' has no Dockerfile".formatted(DOCUMENTATION));
		}
		return matcher.group(1);
	}

	/**
	 * Build the image of the documentation.
	 * @return its name
	 */
	String documented() throws IOException {
		Path context = Files.createDirectories(this.directory.resolve("documented"));
		Files.createDirectories(context.resolve("target"));
		Files.copy(JAR, context.resolve(JAR), StandardCopyOption.REPLACE_EXISTING);
		return build("app", dockerfile(), context);
	}

	/**
	 * Build an image upon another.
	 * @param name its name
	 * @param dockerfile the commands after {@code FROM}, run by root
	 * @param from the other image
	 */
	String upon(String from, String name, String dockerfile) throws IOException {
		return build(name, "FROM " + from + "\nUSER 0\n" + dockerfile + "\nUSER 10001:10001\n",
				Files.createDirectories(this.directory.resolve(name)));
	}

	/**
	 * Build an image that has nothing but the application and a runtime that was linked
	 * for it, with the libraries that it needs: no shell, no command, no list of users.
	 */
	String bare(String from) throws IOException, InterruptedException {
		Path context = Files.createDirectories(this.directory.resolve("bare"));
		Path root = context.resolve("root");
		Path runtime = root.resolve("jre");
		Path home = Path.of(System.getProperty("java.home"));
		run(home.resolve("bin/jlink").toString(), "--add-modules", MODULES, "--output", runtime.toString());
		for (String program : List.of("bin/java", "lib/jspawnhelper", "lib/server/libjvm.so", "lib/libjava.so",
				"lib/libnio.so", "lib/libnet.so", "lib/libzip.so", "lib/libinstrument.so", "lib/libmanagement_ext.so",
				"lib/libjli.so")) {
			copyLibraries(runtime.resolve(program), root);
		}
		return build("bare", """
				FROM %s AS app
				FROM scratch
				COPY root/ /
				COPY --from=app /app /app
				WORKDIR /app
				ENTRYPOINT ["/jre/bin/java", "-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=/data", "-jar", "app.jar"]
				""".formatted(from), context);
	}

	/**
	 * Build an image with systemd, in which the application is a service.
	 * @param unit the unit of the service
	 */
	String systemd(String unit) throws IOException {
		Path context = Files.createDirectories(this.directory.resolve("systemd"));
		Files.copy(JAR, context.resolve("app.jar"), StandardCopyOption.REPLACE_EXISTING);
		Files.writeString(context.resolve("app.service"), unit);
		return build("systemd", """
				FROM %s
				RUN test -x /lib/systemd/systemd && (id app || useradd -r app)
				COPY app.jar /opt/app/app.jar
				COPY app.service /etc/systemd/system/app.service
				ENTRYPOINT ["/lib/systemd/systemd"]
				""".formatted(BASE), context);
	}

	private static void copyLibraries(Path program, Path root) throws IOException, InterruptedException {
		Matcher matcher = Pattern.compile("(/\\S+\\.so\\S*) \\(0x").matcher(run("ldd", program.toString()));
		while (matcher.find()) {
			Path library = Path.of(matcher.group(1)).normalize();
			Path copy = root.resolve(library.toString().substring(1));
			if (!library.startsWith(root) && !Files.exists(copy)) {
				Files.createDirectories(copy.getParent());
				Files.copy(library.toRealPath(), copy);
			}
		}
	}

	private static String run(String... command) throws IOException, InterruptedException {
		Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
		String output = new String(process.getInputStream().readAllBytes());
		if (process.waitFor() != 0) {
			throw new IOException("%s: %s".formatted(String.join(" ", command), output));
		}
		return output;
	}

	private String build(String name, String dockerfile, Path context) throws IOException {
		String tag = "localhost/daemon-it-%s:test".formatted(name);
		Files.writeString(context.resolve("Dockerfile"), dockerfile);
		this.built.add(tag);
		this.engine.buildImageCmd(context.toFile())
			.withBuildArg("BASE_IMAGE", BASE)
			.withNetworkMode("host")
			.withTags(Set.of(tag))
			.exec(new BuildImageResultCallback())
			.awaitImageId(5, TimeUnit.MINUTES);
		return tag;
	}

	@Override
	public void close() {
		for (String tag : List.copyOf(this.built)) {
			try {
				this.engine.removeImageCmd(tag).withForce(true).exec();
			}
			catch (RuntimeException ex) {
				// It was not built
			}
		}
	}

}
