package org.example.counting;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * A fault, whom it befalls, and how.
 *
 * @param fault the kind of fault
 * @param replica the index of the replica
 * @param millis how long it lasts, if it does
 * @param choice which of several processes it befalls, modulo their number
 * @param lost whether what the network held up is lost
 */
record Strike(Fault fault, int replica, long millis, int choice, boolean lost) {

	private static final int LONGEST_MILLIS = 5000;

	/**
	 * Strikes in an order that a seed repeats: each kind once, in any order, and so on.
	 */
	static final class Sequence {

		private final Random random;

		private final List<Fault> kinds;

		private final int replicas;

		private final Deque<Fault> next = new ArrayDeque<>();

		Sequence(long seed, Collection<Fault> kinds, int replicas) {
			this.random = new Random(seed);
			this.kinds = List.copyOf(kinds);
			this.replicas = replicas;
		}

		Strike next() {
			if (this.next.isEmpty()) {
				List<Fault> shuffled = new ArrayList<>(this.kinds);
				Collections.shuffle(shuffled, this.random);
				this.next.addAll(shuffled);
			}
			return new Strike(this.next.remove(), this.random.nextInt(this.replicas),
					100 + this.random.nextInt(LONGEST_MILLIS), this.random.nextInt(Integer.MAX_VALUE),
					this.random.nextBoolean());
		}

	}

}
