package dev.daemonspring.page;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The curves of one worker, in rings of a fixed size. Samples have numbers that rise by
 * one each period; a period without a sample leaves a gap. Not thread-safe.
 */
final class CurveRing {

	private final float[] loops;

	private final float[] memory;

	private final int[] restarts;

	private long last = -1;

	private @Nullable CurveSample latest;

	CurveRing(int size) {
		this.loops = new float[size];
		this.memory = new float[size];
		this.restarts = new int[size];
		Arrays.fill(this.loops, Float.NaN);
		Arrays.fill(this.memory, Float.NaN);
	}

	/**
	 * Add a sample.
	 * @param number its number, higher than that of the last
	 */
	void add(long number, CurveSample sample) {
		CurveSample before = this.latest;
		for (long skipped = Math.max(this.last + 1, number - this.loops.length + 1); skipped < number; skipped++) {
			set(skipped, Float.NaN, Float.NaN, 0);
		}
		Long bytes = sample.memory();
		set(number, (before != null) ? meanMillis(before, sample) : Float.NaN, (bytes != null) ? bytes : Float.NaN,
				(before != null) ? (int) Math.max(0, sample.restarts() - before.restarts()) : 0);
		this.last = number;
		this.latest = sample;
	}

	private void set(long number, float loop, float bytes, int count) {
		int index = (int) (number % this.loops.length);
		this.loops[index] = loop;
		this.memory[index] = bytes;
		this.restarts[index] = count;
	}

	private static float meanMillis(CurveSample before, CurveSample after) {
		long iterations = after.iterations() - before.iterations();
		return (iterations > 0) ? (float) ((after.nanos() - before.nanos()) / 1e6 / iterations) : Float.NaN;
	}

	@Nullable CurveSample latest() {
		return this.latest;
	}

	/**
	 * Return the samples from one number to another, both included.
	 */
	CurveView view(long from, long to) {
		List<@Nullable Double> loops = new ArrayList<>();
		List<@Nullable Long> memory = new ArrayList<>();
		List<Integer> restarts = new ArrayList<>();
		for (long number = from; number <= to; number++) {
			boolean known = number >= 0 && number <= this.last;
			int index = (int) (Math.max(number, 0) % this.loops.length);
			loops.add((known) ? rounded(this.loops[index]) : null);
			memory.add((known && !Float.isNaN(this.memory[index])) ? (Long) (long) this.memory[index] : null);
			restarts.add((known) ? this.restarts[index] : 0);
		}
		return new CurveView(loops, memory, restarts);
	}

	private static @Nullable Double rounded(float millis) {
		return (Float.isNaN(millis)) ? null : (Double) (Math.round(millis * 1000.0) / 1000.0);
	}

	/**
	 * The samples of one worker.
	 *
	 * @param loops the mean length of the iterations that ended in each period, in
	 * milliseconds, {@code null} where none did
	 * @param memory the resident memory in bytes, {@code null} where it is not known
	 * @param restarts the number of restarts in each period
	 */
	record CurveView(List<@Nullable Double> loops, List<@Nullable Long> memory, List<Integer> restarts) {
	}

}
