package dev.daemonspring.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Measurement;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Statistic;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;

import dev.daemonspring.region.MeterDescription;

/**
 * Registers a meter of a worker process with a registry of the daemon.
 */
final class MeterRegistration {

	private static final int COUNT = 0;

	private static final int TOTAL = 1;

	private static final int MAX = 2;

	private final MeterRegistry registry;

	private final MeterDescription meter;

	private final Tags tags;

	private final IntToDoubleFunction values;

	private MeterRegistration(MeterRegistry registry, MeterDescription meter, Tags tags, IntToDoubleFunction values) {
		this.registry = registry;
		this.meter = meter;
		this.tags = tags;
		this.values = values;
	}

	/**
	 * Register a meter.
	 * @param registry the registry
	 * @param tags keys and values of the tags, in turn
	 * @param meter the meter
	 * @param values gives the meter's value at an index
	 * @return what was registered
	 */
	static List<Meter> register(MeterRegistry registry, List<String> tags, MeterDescription meter,
			IntToDoubleFunction values) {
		return new MeterRegistration(registry, meter, Tags.of(tags.toArray(String[]::new)), values).register();
	}

	private List<Meter> register() {
		String name = this.meter.name();
		return switch (this.meter.kind()) {
			case COUNTER, CUSTOM_COUNTER -> List.of(counter());
			case GAUGE, CUSTOM_GAUGE -> List.of(gauge(name, COUNT));
			case TIME_GAUGE -> List.of(timeGauge(name, COUNT));
			case TIMER -> List.of(timer(), timeGauge(name + ".max", MAX));
			case FUNCTION_TIMER -> List.of(timer());
			case SUMMARY -> List.of(summary());
			case LONG_TASK_TIMER -> List.of(gauge(name + ".active", COUNT), timeGauge(name + ".duration", TOTAL),
					timeGauge(name + ".max", MAX));
		};
	}

	private Meter counter() {
		return FunctionCounter.builder(this.meter.name(), this.values, (source) -> source.applyAsDouble(COUNT))
			.baseUnit(this.meter.unit())
			.description(this.meter.description())
			.tags(this.tags)
			.register(this.registry);
	}

	private Meter gauge(String name, int index) {
		return Gauge.builder(name, this.values, (source) -> source.applyAsDouble(index))
			.baseUnit(this.meter.unit())
			.description(this.meter.description())
			.tags(this.tags)
			.strongReference(true)
			.register(this.registry);
	}

	private Meter timeGauge(String name, int index) {
		return TimeGauge.builder(name, this.values, TimeUnit.SECONDS, (source) -> source.applyAsDouble(index))
			.description(this.meter.description())
			.tags(this.tags)
			.strongReference(true)
			.register(this.registry);
	}

	private Meter timer() {
		return FunctionTimer
			.builder(this.meter.name(), this.values, (source) -> (long) source.applyAsDouble(COUNT),
					(source) -> source.applyAsDouble(TOTAL), TimeUnit.SECONDS)
			.description(this.meter.description())
			.tags(this.tags)
			.register(this.registry);
	}

	private Meter summary() {
		return Meter
			.builder(this.meter.name(), Meter.Type.DISTRIBUTION_SUMMARY,
					List.of(measurement(Statistic.COUNT, COUNT), measurement(Statistic.TOTAL, TOTAL),
							measurement(Statistic.MAX, MAX)))
			.baseUnit(this.meter.unit())
			.description(this.meter.description())
			.tags(this.tags)
			.register(this.registry);
	}

	private Measurement measurement(Statistic statistic, int index) {
		return new Measurement(() -> this.values.applyAsDouble(index), statistic);
	}

}
