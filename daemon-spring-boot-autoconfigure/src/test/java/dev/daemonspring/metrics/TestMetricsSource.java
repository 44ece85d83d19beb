package dev.daemonspring.metrics;

import java.nio.file.Path;
import java.util.List;

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

	public TestMetricsSource(Path directory, String name, MeterRegistry registry) {
		this(directory, name, registry, new MetricsLayout(1024 * 1024, 5000));
	}

	public TestMetricsSource(Path directory, String name, MeterRegistry registry, MetricsLayout layout) {
		this.name = name;
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
		long request = this.file.request();
		if (!this.mute) {
			tell();
		}
		return request;
	}

	@Override
	public boolean isAnswered(long request) {
		return this.file.isAnswered(request);
	}

	@Override
	public boolean isPresent(long pid) {
		return this.alive;
	}

	@Override
	public MetricsRead read() {
		return this.file.read();
	}

	@Override
	public boolean isOf(String worker) {
		return worker.equals(this.name);
	}

	@Override
	public void close() {
		this.file.close();
	}

}
