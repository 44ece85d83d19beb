package dev.daemonspring.classdata;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
		List<String> make(Path directory, ArchiveAddress address) {
			return List.of("-XX:AOTCacheOutput=" + file(directory), address.option());
		}

		@Override
		List<String> use(Path directory) {
			List<String> options = new ArrayList<>(
					List.of("-XX:AOTCache=" + file(directory), "-XX:AOTMode=auto", "-Xlog:aot*=off", "-Xlog:cds*=off"));
			options.addAll(OWN_ADDRESS);
			return options;
		}

	},

	/**
	 * JEP 350: classes that are parsed and verified already. They lie upon those of an
	 * archive of the JVM's own classes, which determines the address of both.
	 */
	DYNAMIC_CDS("ArchiveClassesAtExit", "classes.jsa") {

		@Override
		List<String> makeBase(Path directory, ArchiveAddress address) {
			return List.of("-XX:+UseG1GC", address.option(), "-Xshare:dump",
					"-XX:SharedArchiveFile=" + base(directory));
		}

		@Override
		List<String> make(Path directory, ArchiveAddress address) {
			String option = "-XX:ArchiveClassesAtExit=" + file(directory);
			return Files.exists(base(directory)) ? List.of("-XX:SharedArchiveFile=" + base(directory), option)
					: List.of(option);
		}

		@Override
		List<String> use(Path directory) {
			List<String> options = new ArrayList<>(
					List.of("-XX:SharedArchiveFile=" + file(directory), "-Xshare:auto", "-Xlog:cds*=off"));
			if (Files.exists(base(directory))) {
				options.addAll(OWN_ADDRESS);
			}
			return options;
		}

	};

	/**
	 * The last version that is known to have the diagnostic option, whose absence would
	 * stop the JVM.
	 */
	private static final int LAST_WITH_RELOCATION_MODE = 25;

	private static final List<String> OWN_ADDRESS = (Runtime.version().feature() <= LAST_WITH_RELOCATION_MODE)
			? List.of("-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0") : List.of();

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

	Path file(Path directory) {
		return directory.resolve(this.fileName);
	}

	Path base(Path directory) {
		return directory.resolve("base.jsa");
	}

	/**
	 * Return the options with which a JVM makes what an archive is based upon, before it
	 * makes that; empty when there is nothing of this kind.
	 */
	List<String> makeBase(Path directory, ArchiveAddress address) {
		return List.of();
	}

	/**
	 * Return the options with which a JVM makes an archive when it exits.
	 */
	abstract List<String> make(Path directory, ArchiveAddress address);

	/**
	 * Return the options with which a JVM uses an archive. When the JVM refuses it, it
	 * goes without and says nothing.
	 */
	abstract List<String> use(Path directory);

}
