package dev.daemonspring.supervisor;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.Rhythm;
import dev.daemonspring.protocol.Rhythm.Cron;
import dev.daemonspring.protocol.Rhythm.Looptime;
import dev.daemonspring.protocol.Rhythm.Once;
import dev.daemonspring.protocol.Rhythm.Timing;
import dev.daemonspring.worker.MissedTick;

/**
 * Settles the rhythm of a worker. The highest layer that sets a looptime, a delay, a cron
 * expression or once decides which of these the worker has; each of the options comes
 * from the highest layer that sets it. An option in the layer that decides, or in a
 * higher one, must fit.
 */
final class RhythmSettings {

	private static final Timing DEFAULT = new Looptime(Duration.ofSeconds(1));

	private final List<RhythmLayer> own;

	private final List<RhythmLayer> all;

	/**
	 * Create settings.
	 * @param own what is said for this worker alone, the highest layer first
	 * @param defaults what is said for all workers
	 */
	RhythmSettings(List<RhythmLayer> own, RhythmLayer defaults) {
		this.own = own;
		this.all = new ArrayList<>(own);
		this.all.add(defaults);
	}

	/**
	 * Return the rhythm.
	 * @throws dev.daemonspring.process.WorkerConfigurationException if an option does not
	 * fit
	 */
	Rhythm settle() {
		ZoneId zone = get(RhythmLayer::zone, ZoneId.systemDefault());
		Timing timing = get((layer) -> layer.timing(zone), DEFAULT);
		for (RhythmLayer layer : this.own) {
			layer.requireFitting(timing);
			if (layer.timing(zone) != null) {
				break;
			}
		}
		Duration jitter = (timing instanceof Once) ? Duration.ZERO : get(RhythmLayer::jitter, Duration.ZERO);
		Duration deadline = (timing instanceof Cron) ? find(RhythmLayer::startDeadline) : null;
		return new Rhythm(timing, get(RhythmLayer::missed, MissedTick.ONCE), jitter, deadline);
	}

	private <T> T get(Function<RhythmLayer, @Nullable T> option, T fallback) {
		T value = find(option);
		return (value != null) ? value : fallback;
	}

	private <T> @Nullable T find(Function<RhythmLayer, @Nullable T> option) {
		for (RhythmLayer layer : this.all) {
			T value = option.apply(layer);
			if (value != null) {
				return value;
			}
		}
		return null;
	}

}
