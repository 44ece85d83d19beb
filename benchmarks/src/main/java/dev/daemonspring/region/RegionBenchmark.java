package dev.daemonspring.region;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import dev.daemonspring.worker.WorkerState;

/**
 * What the status region costs each of its sides, both of them in this process.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init")
public class RegionBenchmark {

	private final byte[] body = new byte[100];

	private StatusRegion region;

	private DaemonSlot daemon;

	private WorkerSlot worker;

	/**
	 * Make a region with a worker that has told all but an error.
	 */
	@Setup
	public void open() throws IOException {
		Path directory = Files.createTempDirectory(Path.of("/dev/shm"), "benchmark");
		this.region = StatusRegion.create(directory.resolve("region"), new RegionLayout(4, 65536, 8));
		this.daemon = this.region.slot(1);
		this.worker = WorkerSlot.open(this.region.file(), 1);
		this.worker.begin(1, 1);
		this.worker.state(WorkerState.LOOPING);
		this.worker.iterationStarted();
		this.worker.iterationEnded(1000);
	}

	/**
	 * Delete the region.
	 */
	@TearDown
	public void close() throws IOException {
		this.worker.close();
		this.region.close();
		Files.delete(this.region.file().getParent());
	}

	/**
	 * The daemon reads one field, as 'worker.status' does.
	 * @return the state
	 */
	@Benchmark
	public WorkerState readState() {
		return this.daemon.state();
	}

	/**
	 * The daemon reads all, of a worker of which there is nothing new.
	 * @return what was read
	 */
	@Benchmark
	public SlotSnapshot readSnapshot() {
		return this.daemon.snapshot();
	}

	/**
	 * The worker process tells of an iteration, and the daemon reads all.
	 * @return what was read
	 */
	@Benchmark
	public SlotSnapshot tellIterationAndReadSnapshot() {
		tellIteration();
		return this.daemon.snapshot();
	}

	/**
	 * The worker process tells of an iteration.
	 */
	@Benchmark
	public void tellIteration() {
		this.worker.iterationStarted();
		this.worker.iterationEnded(1000);
	}

	/**
	 * The worker tells that it makes progress.
	 */
	@Benchmark
	public void tellProgress() {
		this.worker.progress();
	}

	/**
	 * A command of 100 bytes is posted, taken, answered with as much, and its answer
	 * read.
	 * @return the answer
	 */
	@Benchmark
	public Object mailboxRoundTrip() {
		PostedCommand posted = this.daemon.post(this.body);
		PendingCommand command = this.worker.next();
		if (command == null) {
			throw new IllegalStateException("The command did not arrive");
		}
		command.answer(0, command.body());
		Object answer = posted.poll();
		posted.release();
		return (answer != null) ? answer : this;
	}

}
