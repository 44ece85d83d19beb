package dev.daemonspring.process;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The options and system properties that a worker process inherits from the daemon's JVM.
 * Options that two processes can't share (debug agents, JMX ports), and those that size a
 * JVM, are not inherited. System properties travel through the control pipe, except for
 * the few that a JVM reads before any code runs; a secret among these does, too, because
 * other users can read a command line.
 */
final class Inheritance {

	private static final List<String> OPTIONS = List.of("--add-opens", "--add-exports", "--add-reads", "--add-modules",
			"--enable-preview", "--enable-native-access", "--illegal-native-access", "--sun-misc-unsafe-memory-access",
			"--patch-module", "-ea", "-enableassertions", "-da", "-disableassertions", "-esa", "-dsa");

	private static final List<String> JVM_PROPERTIES = List.of("java.io.tmpdir", "java.library.path", "java.security",
			"java.net.", "java.locale.", "java.util.", "java.awt.headless", "file.encoding", "stdout.encoding",
			"stderr.encoding", "sun.jnu.encoding", "user.timezone", "user.language", "user.country", "user.variant",
			"user.home", "jdk.", "sun.net.", "sun.misc.", "loader.");

	/**
	 * System properties that a JVM, a test runner or the daemon's own start has set. An
	 * entry that ends with a dot or an underscore is a prefix.
	 */
	private static final List<String> NOT_INHERITED = List.of("java.", "jdk.", "sun.", "os.", "user.name", "user.dir",
			"file.separator", "path.separator", "line.separator", "native.encoding", "com.sun.management.", "surefire.",
			"basedir", "localRepository", "PID", "LOGGED_APPLICATION_", "CONSOLE_LOG_", "FILE_LOG_", "LOG_FILE",
			"LOG_PATH", "LOG_CORRELATION_PATTERN", "LOG_DATEFORMAT_PATTERN", "LOG_EXCEPTION_CONVERSION_WORD",
			"LOG_LEVEL_PATTERN", "LOGBACK_", "org.apache.catalina.", "catalina.", "loader.main", "APPLICATION_NAME",
			"APPLICATION_GROUP");

	private static final Pattern SECRET = Pattern.compile("password|passwd|secret|token|credential|api.?key",
			Pattern.CASE_INSENSITIVE);

	private Inheritance() {
	}

	static List<String> options(List<String> daemonOptions) {
		return daemonOptions.stream().filter(Inheritance::isInherited).toList();
	}

	private static boolean isInherited(String option) {
		if (option.startsWith("-D")) {
			String property = option.substring(2);
			return JVM_PROPERTIES.stream().anyMatch(property::startsWith) && !isSecret(property);
		}
		return OPTIONS.stream()
			.anyMatch((name) -> option.equals(name) || option.startsWith(name + "=") || option.startsWith(name + ":"));
	}

	static Map<String, String> systemProperties(Map<String, String> daemonProperties) {
		Map<String, String> inherited = new TreeMap<>(daemonProperties);
		inherited.keySet().removeIf((name) -> isOfThisJvm(name) && !isSecret(name));
		return inherited;
	}

	private static boolean isOfThisJvm(String name) {
		return NOT_INHERITED.stream()
			.anyMatch((own) -> (own.endsWith(".") || own.endsWith("_")) ? name.startsWith(own) : name.equals(own));
	}

	private static boolean isSecret(String property) {
		return SECRET.matcher(property).find();
	}

}
