package dev.daemonspring.child;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.region.RegionLayout;
import dev.daemonspring.region.StatusRegion;
import dev.daemonspring.region.WorkerSlot;

/**
 * What an iteration of an empty loop with a looptime of 0 costs, all in all.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class LoopBenchmark {

	private static final int ITERATIONS = 100_000;

	private final Assignment assignment = new Assignment("benchmark", 0, 1, "", Duration.ZERO, ITERATIONS, null,
			Duration.ZERO, true, ContextSettings.DEFAULT);

	private StatusRegion region;

	private WorkerSlot slot;

	private WorkerInstance instance;

	/**
	 * Make a region with the worker's slot.
	 */
	@Setup
	public void open() throws IOException {
		Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "benchmark");
		this.region = StatusRegion.create(directory.resolve("region"), new RegionLayout(1, 4096, 2));
		this.slot = WorkerSlot.open(this.region.file(), 0);
		JsonMapper mapper = JsonMapper.builder().build();
		this.instance = new WorkerInstance(() -> {
		}, List.of(), new CommandExecutor("benchmark", this.assignment, CommandMethods.of(Object.class), () -> mapper));
	}

	/**
	 * Delete the region.
	 */
	@TearDown
	public void close() throws IOException {
		this.slot.close();
		this.region.close();
		Files.delete(this.region.file().getParent());
	}

	/**
	 * Run an empty worker for as many iterations as it may.
	 * @return how it ended
	 */
	@Benchmark
	@OperationsPerInvocation(ITERATIONS)
	public Object emptyLoop() {
		return new WorkerRunner(this.assignment, this.slot).run(() -> this.instance);
	}

	/**
	 * The clock itself, which a loop can't do without.
	 * @return the time
	 */
	@Benchmark
	public long clock() {
		return System.nanoTime();
	}

}
