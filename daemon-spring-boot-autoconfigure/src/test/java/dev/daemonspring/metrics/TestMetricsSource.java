package dev.daemonspring.metrics;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import io.micrometer.core.instrument.MeterRegistry;

import dev.daemonspring.region.MeterReading;
import dev.daemonspring.region.MetricsFile;
import dev.daemonspring.region.MetricsLayout;
import dev.daemonspring.region.MetricsRead;
import dev.daemonspring.region.MetricsWriter;
import dev.daemonspring.supervisor.MetricsSource;

/**
 * A worker whose process is the test: its registry is told when it is asked, unless it is
 * mute.
 */
public final class TestMetricsSource implements MetricsSource, AutoCloseable {

	private final String name;

	private final MetricsFile file;

	private MetricsWriter writer;

	private RegistryMeterSource meters;

	private boolean alive = true;

	private boolean mute;

	private int asked;

	private int process;

	private int writingProcess;

	private int askedProcess;

	private Set<String> hosted;

	private Runnable onPoll = () -> {
	};

	public TestMetricsSource(Path directory, String name, MeterRegistry registry) {
		this(directory, name, registry, new MetricsLayout(1024 * 1024, 5000));
	}

	public TestMetricsSource(Path directory, String name, MeterRegistry registry, MetricsLayout layout) {
		this.name = name;
		this.hosted = Set.of(name);
		this.file = MetricsFile.create(directory.resolve(name + ".region"), 0, layout);
		restart(registry);
	}

	/**
	 * Have another process.
	 */
	public void restart(MeterRegistry registry) {
		this.writer = MetricsWriter.open(this.file.path());
		this.meters = new RegistryMeterSource(() -> List.of(registry), () -> {
		});
		this.alive = true;
		this.writingProcess = ++this.process;
	}

	/**
	 * Have another process, which says nothing.
	 */
	public void restartMute() {
		this.alive = true;
		this.mute = true;
		this.process++;
	}

	/**
	 * Be the process of these workers.
	 */
	public TestMetricsSource hosts(String... workers) {
		this.hosted = Set.of(workers);
		return this;
	}

	/**
	 * Note each look for an answer.
	 */
	public void onPoll(Runnable action) {
		this.onPoll = action;
	}

	public void kill() {
		this.alive = false;
	}

	public void mute(boolean silent) {
		this.mute = silent;
	}

	/**
	 * Tell the meters as a process does by itself.
	 */
	public void tell() {
		long request = this.writer.requested();
		MeterReading reading = this.meters.read(this.writer.maxSeries());
		this.writer.write(reading.meters(), reading.values(), reading.leftOut(), request);
	}

	public int asked() {
		return this.asked;
	}

	public MetricsFile file() {
		return this.file;
	}

	@Override
	public String name() {
		return this.name;
	}

	@Override
	public long ask() {
		this.asked++;
		if (!this.alive) {
			return 0;
		}
		this.askedProcess = this.process;
		long request = this.file.request();
		if (!this.mute) {
			tell();
		}
		return request;
	}

	@Override
	public boolean isAnswered(long request) {
		this.onPoll.run();
		return this.file.isAnswered(request) || !this.alive || this.askedProcess != this.process;
	}

	@Override
	public boolean isPresent(long pid) {
		return this.alive && this.writingProcess == this.process;
	}

	@Override
	public MetricsRead read() {
		return this.file.read();
	}

	@Override
	public boolean isOf(String worker) {
		return this.hosted.contains(worker);
	}

	@Override
	public void close() {
		this.file.close();
	}

}
