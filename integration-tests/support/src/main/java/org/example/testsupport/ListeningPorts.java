package org.example.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The TCP ports on which a process of this user listens, as Linux tells them.
 */
public final class ListeningPorts {

	private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");

	private static final String LISTENING = "0A";

	private ListeningPorts() {
	}

	/**
	 * Return the ports of a process.
	 * @param pid the id of the process
	 * @return the ports
	 */
	public static Set<Integer> of(long pid) {
		Path process = Path.of("/proc", Long.toString(pid));
		try {
			Set<String> sockets = sockets(process.resolve("fd"));
			Set<Integer> ports = new TreeSet<>();
			for (String table : new String[] { "net/tcp", "net/tcp6" }) {
				if (Files.exists(process.resolve(table))) {
					collect(process.resolve(table), sockets, ports);
				}
			}
			return ports;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Set<String> sockets(Path descriptors) throws IOException {
		Set<String> sockets = new HashSet<>();
		try (Stream<Path> paths = Files.list(descriptors)) {
			for (Path path : paths.toList()) {
				Matcher socket = SOCKET.matcher(target(path));
				if (socket.matches()) {
					sockets.add(socket.group(1));
				}
			}
		}
		return sockets;
	}

	private static String target(Path descriptor) {
		try {
			return Files.readSymbolicLink(descriptor).toString();
		}
		catch (IOException ex) {
			// Closed in the meantime
			return "";
		}
	}

	private static void collect(Path table, Set<String> sockets, Set<Integer> ports) throws IOException {
		for (String line : Files.readAllLines(table)) {
			String[] columns = line.strip().split("\\s+");
			if (columns[3].equals(LISTENING) && sockets.contains(columns[9])) {
				String address = columns[1];
				ports.add(Integer.parseInt(address.substring(address.indexOf(':') + 1), 16));
			}
		}
	}

}
