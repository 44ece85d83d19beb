package dev.daemonspring.classdata;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.process.ApplicationOrigin;
import dev.daemonspring.process.ClassDataArchive;
import dev.daemonspring.process.JvmCommand;
import dev.daemonspring.process.JvmEnvironment;
import dev.daemonspring.process.LaunchPlan;
import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.region.ExclusiveFile;
import dev.daemonspring.region.PrivateFiles;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;

/**
 * Makes archives: a process boots the application as a standby does, and exits; its JVM
 * then writes down what it has loaded. Not thread-safe but for {@link #close()}.
 */
final class ArchiveMaker implements AutoCloseable {

	private static final Log logger = LogFactory.getLog(ArchiveMaker.class);

	private static final Duration TIMEOUT = Duration.ofMinutes(5);

	private static final RegionLayout REGION = new RegionLayout(1, 1024, 1);

	private final ArchiveKind kind;

	private final JvmEnvironment environment;

	private final ApplicationOrigin origin;

	private final ArchiveDirectory directory;

	private final ClassDataCache cache;

	private final BackgroundProcess process = new BackgroundProcess(TIMEOUT);

	ArchiveMaker(ArchiveKind kind, JvmEnvironment environment, ApplicationOrigin origin, ArchiveDirectory directory,
			ClassDataCache cache) {
		this.kind = kind;
		this.environment = environment;
		this.origin = origin;
		this.directory = directory;
		this.cache = cache;
	}

	/**
	 * Make an archive.
	 * @param plan what the processes are started with that shall use it
	 * @param key its key
	 * @return its directory, or {@code null} when another daemon makes one at the moment,
	 * or has made this one just now
	 * @throws IOException when it can't be made
	 */
	@Nullable Path make(LaunchPlan plan, ArchiveKey key) throws IOException, InterruptedException {
		try (ExclusiveFile lock = this.directory.tryLock()) {
			if (lock == null || this.cache.find(key) != null) {
				return null;
			}
			this.directory.clean(key);
			Path made = this.directory.make(key);
			boolean finished = false;
			try {
				fill(made, plan);
				if (!key.equals(this.cache.key(plan))) {
					throw new IOException("the class path has changed meanwhile");
				}
				ArchiveManifest.write(made);
				finished = true;
			}
			finally {
				if (!finished) {
					ArchiveDirectory.remove(made);
				}
			}
			return made;
		}
	}

	private void fill(Path directory, LaunchPlan plan) throws IOException, InterruptedException {
		if (directory.toString().contains(File.pathSeparator)) {
			throw new IOException("no class path can name '%s'".formatted(directory));
		}
		String classPath = new ArchivedClassPath(this.environment, this.process)
			.make(ClassPathEntry.of(this.environment.classPath().entries()), directory);
		Path argumentFile = directory.resolve(ClassDataCache.CLASS_PATH);
		PrivateFiles.write(argumentFile, JvmCommand.classPathArgument(classPath));
		ArchiveAddress address = ArchiveAddress.random(new SecureRandom());
		LaunchPlan training = TrainingPlan.of(plan);
		makeBase(directory, address, training);
		train(training, new ClassDataArchive(this.kind.make(directory, address), argumentFile), directory);
		if (!Files.exists(this.kind.file(directory))) {
			throw new IOException("the JVM made none");
		}
	}

	/**
	 * Make what the archive is based upon. Without it, that is the JVM's own, which lies
	 * at an address that everybody knows and therefore is not used there.
	 */
	private void makeBase(Path directory, ArchiveAddress address, LaunchPlan training)
			throws IOException, InterruptedException {
		List<String> own = this.kind.makeBase(directory, address);
		if (own.isEmpty()) {
			return;
		}
		Path output = directory.resolve("base.log");
		int exit = this.process.run(new JvmCommand(this.environment).bare(own, training), output, null);
		if (exit != 0) {
			logger.debug("The archive of the JVM's own classes could not be made: " + Files.readString(output));
			Files.deleteIfExists(this.kind.base(directory));
		}
		Files.delete(output);
	}

	private void train(LaunchPlan plan, ClassDataArchive archive, Path directory)
			throws IOException, InterruptedException {
		Path regionFile = directory.resolve("training.region");
		Path output = directory.resolve("training.log");
		List<String> command = new JvmCommand(this.environment).command(archive, plan);
		try (StatusRegion region = StatusRegion.create(regionFile, REGION)) {
			BootstrapMessage bootstrap = this.origin.bootstrap(BootstrapMessage.TRAINING, regionFile, 0,
					this.environment, Duration.ZERO, List.of());
			int exit = this.process.run(command, output, bootstrap);
			if (exit != 0) {
				throw new IOException(
						"the process that was to make it exited with code %d%s".formatted(exit, lastError(region)));
			}
		}
		Files.deleteIfExists(regionFile);
		Files.delete(output);
	}

	private static String lastError(StatusRegion region) {
		String error = region.slot(0).snapshot().lastError();
		return (error != null) ? ": " + error : "";
	}

	@Override
	public void close() {
		this.process.close();
	}

}
