package dev.daemonspring.processes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import dev.daemonspring.processes.IterationNotes.Iteration;
import dev.daemonspring.supervisor.WorkerInfo;
import dev.daemonspring.supervisor.Workers;

import static org.awaitility.Awaitility.await;

/**
 * Measures how long it takes to scale a worker up and down under load, and the longest
 * gap of each index during a rolling restart. A program, not a test:
 * {@code -Dfigures.directory} names a directory.
 */
final class InstancesFigures {

	private static final Duration PATIENCE = Duration.ofMinutes(20);

	private final Path directory;

	private final Workers workers;

	private InstancesFigures(Path directory, Workers workers) {
		this.directory = directory;
		this.workers = workers;
	}

	public static void main(String[] arguments) {
		Path directory = Path.of(System.getProperty("figures.directory"));
		int many = Integer.getInteger("figures.many", 50);
		int rolling = Integer.getInteger("figures.rolling", 10);
		try (ConfigurableApplicationContext context = new SpringApplicationBuilder(InstancesApplication.class)
			.web(WebApplicationType.NONE)
			.bannerMode(Banner.Mode.OFF)
			.properties("daemon.isolation=process", "daemon.standby=1", "daemon.workers.handyman.instances=1",
					"daemon.workers.handyman.max-instances=50", "daemon.workers.handyman.looptime=200ms",
					"daemon.defaults.jvm-args=-XX:TieredStopAtLevel=1,-Xmx24m,-Xss256k,-XX:+UseSerialGC")
			.run("--instances.directory=" + directory)) {
			InstancesFigures figures = new InstancesFigures(directory, context.getBean(Workers.class));
			figures.awaitTotal(1);
			figures.scale(many);
			figures.scale(1);
			figures.scale(rolling);
			figures.roll();
		}
		System.out.println("Overlaps: " + IterationNotes.read(directory).overlaps());
	}

	private void scale(int number) {
		int before = this.workers.instances("handyman").size();
		long since = System.nanoTime();
		this.workers.scale("handyman", number);
		awaitTotal(number);
		long agreed = System.nanoTime();
		await().atMost(PATIENCE)
			.until(() -> IterationNotes.read(this.directory).after(agreed).distinct(Iteration::index).size() == number);
		System.out.printf("Scale %d to %d: all agreed after %d ms, all iterated after %d ms%n", before, number,
				(agreed - since) / 1_000_000, (System.nanoTime() - since) / 1_000_000);
	}

	private void roll() {
		Map<String, Long> before = pids();
		long since = System.nanoTime();
		this.workers.restartRolling("handyman");
		await().atMost(PATIENCE)
			.until(() -> pids().size() == before.size() && pids().values().stream().noneMatch(before::containsValue));
		long over = System.nanoTime();
		await().atMost(PATIENCE)
			.until(() -> IterationNotes.read(this.directory).after(over).distinct(Iteration::index).size() == before
				.size());
		System.out.printf("Rolling restart of %d: %d ms, longest gap of each index (ms): %s%n", before.size(),
				(over - since) / 1_000_000,
				new TreeMap<>(IterationNotes.read(this.directory).after(since).longestGaps()));
	}

	private void awaitTotal(int total) {
		await().atMost(PATIENCE).until(() -> {
			WorkerInfo.Instance instance = this.workers.info("handyman#0").instance();
			return instance != null && instance.total() == total && this.workers.info("handyman#0").iterations() > 0;
		});
	}

	private Map<String, Long> pids() {
		Map<String, Long> pids = new TreeMap<>();
		for (String instance : List.copyOf(this.workers.instances("handyman"))) {
			Long pid = this.workers.info(instance).pid();
			if (pid != null) {
				pids.put(instance, pid);
			}
		}
		return pids;
	}

}
