package org.example.fleet;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.example.testsupport.JavaProcess;

/**
 * The application with its workers, as a process.
 */
final class Fleet implements AutoCloseable {

	/**
	 * The executable jar, or what an IDE or a script has in its place.
	 */
	private static final List<String> COMMAND = List
		.of(System.getProperty("fleet.command", "-jar " + Path.of("target/page.jar").toAbsolutePath()).split(" "));

	private final Path directory;

	private final JavaProcess process;

	private final int port;

	private final String path;

	private Fleet(Path directory, JavaProcess process, String path) {
		this.directory = directory;
		this.process = process;
		this.path = path;
		this.port = Integer.parseInt(process.awaitLine("Tomcat started on port (\\d+)").group(1));
	}

	/**
	 * Start the application with everybody let in.
	 * @param arguments arguments of the application
	 */
	static Fleet open(String... arguments) {
		List<String> all = new ArrayList<>(
				List.of("--spring.profiles.active=open", "--daemon.rpc.http.access=unrestricted"));
		all.addAll(List.of(arguments));
		return start("", all);
	}

	static Fleet start(String contextPath, List<String> arguments) {
		try {
			Path directory = Files.createTempDirectory("fleet");
			List<String> command = new ArrayList<>(COMMAND);
			command.addAll(List.of("--server.port=0", "--server.servlet.context-path=" + contextPath,
					"--daemon.directory=" + directory.resolve("region")));
			command.addAll(arguments);
			return new Fleet(directory, JavaProcess.start(directory, command), contextPath);
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	int port() {
		return this.port;
	}

	String url() {
		return "http://localhost:" + this.port + this.path + "/daemon";
	}

	JavaProcess process() {
		return this.process;
	}

	/**
	 * Return what the daemon says of its workers, whatever the page shows.
	 */
	String state() {
		try {
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(URI.create(url() + "/state")).build(), BodyHandlers.ofString())
				.body();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.process.close();
		this.directory.toFile().deleteOnExit();
	}

}
