package dev.daemonspring.classdata;

import java.util.List;

import dev.daemonspring.process.JvmCommand;
import dev.daemonspring.process.JvmEnvironment;

/**
 * The name of an archive. Two archives with the same identity belong to the same
 * application on the same JVM; the one with an earlier fingerprint is outdated.
 *
 * @param identity a digest of the kind and format of archive, the JVM's path, its options
 * and the paths on the class path
 * @param fingerprint a digest of the JVM's version, and of the sizes and times of all
 * files on the class path
 */
record ArchiveKey(String identity, String fingerprint) {

	/**
	 * To be changed when archives are made, or used, in another way.
	 */
	private static final String FORMAT = "2";

	static final String DIRECTORY_PATTERN = "[0-9a-f]{16}-[0-9a-f]{32}";

	/**
	 * Return the key of the archive that fits a JVM.
	 * @param kind the kind of archive
	 * @param environment the JVM
	 * @param options the options that a process starts with; system properties and heap
	 * sizes are ignored
	 * @param classPath the current entries of the class path
	 */
	static ArchiveKey of(ArchiveKind kind, JvmEnvironment environment, List<String> options,
			List<ClassPathEntry> classPath) {
		TextDigest identity = new TextDigest().add(FORMAT).add(kind.name()).add(environment.java().toString());
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
