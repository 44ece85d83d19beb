package dev.daemonspring.classdata;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import dev.daemonspring.process.JvmOptions;

/**
 * The kinds of archive that a JVM can make of its classes while it runs, best first.
 */
enum ArchiveKind {

	/**
	 * JEP 514: classes that are linked already, and profiles of their methods.
	 */
	AOT_CACHE("AOTCacheOutput", "classes.aot") {

		@Override
		List<String> use(Path archive) {
			return List.of("-XX:AOTCache=" + archive, "-XX:AOTMode=auto", "-Xlog:aot*=off", "-Xlog:cds*=off");
		}

	},

	/**
	 * JEP 350: classes that are parsed and verified already.
	 */
	DYNAMIC_CDS("ArchiveClassesAtExit", "classes.jsa") {

		@Override
		List<String> use(Path archive) {
			return List.of("-XX:SharedArchiveFile=" + archive, "-Xshare:auto", "-Xlog:cds*=off");
		}

	};

	private final String option;

	private final String fileName;

	ArchiveKind(String option, String fileName) {
		this.option = option;
		this.fileName = fileName;
	}

	/**
	 * Return the best kind of this JVM.
	 * @return the kind, or nothing when this JVM has none
	 */
	static Optional<ArchiveKind> ofThisJvm() {
		return Arrays.stream(values()).filter((kind) -> JvmOptions.has(kind.option)).findFirst();
	}

	String fileName() {
		return this.fileName;
	}

	/**
	 * Return the options with which a JVM makes an archive when it exits.
	 */
	List<String> make(Path archive) {
		return List.of("-XX:" + this.option + "=" + archive);
	}

	/**
	 * Return the options with which a JVM uses an archive. When the JVM refuses it, it
	 * goes without and says nothing.
	 */
	abstract List<String> use(Path archive);

}
