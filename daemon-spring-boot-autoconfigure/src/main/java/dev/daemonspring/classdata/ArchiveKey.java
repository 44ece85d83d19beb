package dev.daemonspring.classdata;

import java.util.List;

import dev.daemonspring.process.JvmCommand;
import dev.daemonspring.process.JvmEnvironment;

/**
 * The name of an archive. Two archives of the same identity are of the same application
 * on the same JVM; the one whose fingerprint is of the past is of no more use.
 *
 * @param identity stands for the JVM's directory, its options and the class path's names
 * @param fingerprint stands for the JVM's version, and sizes and times of all that lies
 * on the class path
 */
record ArchiveKey(String identity, String fingerprint) {

	static final String DIRECTORY_PATTERN = "[0-9a-f]{16}-[0-9a-f]{32}";

	/**
	 * Return the key of the archive that fits a JVM.
	 * @param kind the kind of archive
	 * @param environment the JVM
	 * @param options the options that a process starts with; properties and sizes of the
	 * heap do not count
	 * @param classPath what lies on the class path at the moment
	 */
	static ArchiveKey of(ArchiveKind kind, JvmEnvironment environment, List<String> options,
			List<ClassPathEntry> classPath) {
		TextDigest identity = new TextDigest().add(kind.name()).add(environment.java().toString());
		options.stream()
			.filter((option) -> !option.startsWith("-D") && !JvmCommand.sizesHeap(option))
			.forEach(identity::add);
		classPath.forEach((entry) -> identity.add(entry.path().toString()));
		TextDigest fingerprint = new TextDigest();
		for (String property : List.of("java.vm.name", "java.vm.vendor", "java.vm.version", "java.runtime.version",
				"os.arch")) {
			fingerprint.add(environment.systemProperties().getOrDefault(property, ""));
		}
		classPath.forEach((entry) -> fingerprint.add(entry.path().toString()).add(entry.content()));
		return new ArchiveKey(identity.hex(16), fingerprint.hex(32));
	}

	String directoryName() {
		return this.identity + "-" + this.fingerprint;
	}

}
