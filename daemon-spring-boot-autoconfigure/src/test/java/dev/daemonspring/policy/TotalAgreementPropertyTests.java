package dev.daemonspring.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import dev.daemonspring.policy.TotalAgreement.Member;
import dev.daemonspring.region.TotalWord;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random walks of instances that start, work, pause, crash and end while their number
 * changes: at no moment do two of them run iterations with different totals, and once
 * nothing happens any more all work with the number that is wanted. Every step of an
 * instance is one that its process makes by itself, with what it has read from its slot,
 * however long ago. Each walk prints its seed with its failure; {@code daemon.chaos.seed}
 * repeats one.
 */
class TotalAgreementPropertyTests {

	private static final int WALKS = 300;

	private static final int STEPS = 2000;

	private static final int MOST = 6;

	private final List<Instance> instances = new ArrayList<>();

	private TotalAgreement agreement = new TotalAgreement(1);

	private int wanted;

	private int changes;

	static LongStream seeds() {
		Long seed = Long.getLong("daemon.chaos.seed");
		return (seed != null) ? LongStream.of(seed) : new Random().longs(WALKS);
	}

	@ParameterizedTest(name = "-Ddaemon.chaos.seed={0}")
	@MethodSource("seeds")
	void noTwoIterationsHaveDifferentTotals(long seed) {
		Random random = new Random(seed);
		this.wanted = 1 + random.nextInt(MOST);
		this.agreement = new TotalAgreement(this.wanted);
		for (int index = 0; index < MOST; index++) {
			this.instances.add(new Instance(index));
		}
		for (int step = 0; step < STEPS; step++) {
			act(random);
			assertOneTotal(seed);
		}
		settle(seed);
		assertThat(this.agreement.total()).as("seed %d", seed).isEqualTo(this.wanted);
		for (Instance instance : this.instances) {
			boolean works = instance.process != null && !TotalWord.isHeld(instance.slotWord);
			assertThat(works).as("seed %d: %d works", seed, instance.index).isEqualTo(instance.index < this.wanted);
		}
		assertThat(this.changes).as("seed %d", seed).isPositive();
	}

	private void act(Random random) {
		Instance instance = this.instances.get(random.nextInt(MOST));
		switch (random.nextInt(20)) {
			case 0 -> scale(random);
			case 1 -> instance.crash(random);
			case 2, 3 -> instance.attach();
			case 4, 5, 6, 7 -> look();
			case 8 -> instance.end();
			default -> instance.step(random);
		}
	}

	private void scale(Random random) {
		if (random.nextInt(4) == 0) {
			this.wanted = 1 + random.nextInt(MOST);
		}
	}

	/**
	 * What the supervisor does: the agreement, then the slots.
	 */
	private void look() {
		int before = this.agreement.total();
		List<Member> members = new ArrayList<>();
		for (Instance instance : this.instances) {
			if (instance.index < this.wanted || instance.process != null) {
				members.add(new Member(instance.index, instance.process != null, instance.comes(), instance.heldIn));
			}
		}
		this.agreement.look(this.wanted, members);
		for (Instance instance : this.instances) {
			instance.slotWord = this.agreement.word(instance.index);
		}
		this.changes += (this.agreement.total() != before) ? 1 : 0;
	}

	private void assertOneTotal(long seed) {
		List<Integer> totals = this.instances.stream()
			.filter((instance) -> instance.process != null && instance.process.iterates)
			.map((instance) -> (instance.process != null) ? instance.process.total : 0)
			.distinct()
			.toList();
		assertThat(totals).as("seed %d: totals of the iterations that run", seed).hasSizeLessThan(2);
	}

	private void settle(long seed) {
		Random random = new Random(seed);
		for (int round = 0; round < 200; round++) {
			for (Instance instance : this.instances) {
				instance.end();
				instance.attach();
				instance.step(random);
				instance.step(random);
			}
			look();
			assertOneTotal(seed);
		}
	}

	/**
	 * An instance, with its slot and, at times, a process.
	 */
	private final class Instance {

		private final int index;

		private long slotWord;

		private long heldIn;

		private @Nullable Process process;

		private boolean failed;

		Instance(int index) {
			this.index = index;
		}

		boolean comes() {
			return !this.failed && (this.process == null || !this.process.spunUp);
		}

		/**
		 * The supervisor gives it a process, if it is to have one.
		 */
		void attach() {
			if (this.process == null && this.index < TotalAgreementPropertyTests.this.wanted) {
				this.heldIn = 0;
				this.slotWord = TotalAgreementPropertyTests.this.agreement.word(this.index);
				this.process = new Process();
				TotalAgreementPropertyTests.this.agreement.begun(this.index);
			}
		}

		void crash(Random random) {
			if (random.nextInt(4) == 0) {
				this.failed = true;
				detach();
			}
		}

		/**
		 * It ends in a controlled way, between two iterations, if it is to leave.
		 */
		void end() {
			boolean leaves = this.index >= TotalAgreementPropertyTests.this.wanted;
			if (leaves && this.process != null && !this.process.iterates) {
				detach();
			}
		}

		private void detach() {
			if (this.process != null) {
				this.process = null;
				TotalAgreementPropertyTests.this.agreement.ended(this.index);
			}
		}

		void step(Random random) {
			Process running = this.process;
			if (running != null) {
				running.step(this, random);
			}
		}

	}

	/**
	 * The loop of a process. Between what it reads and what it does, anything can happen.
	 */
	private static final class Process {

		private boolean spunUp;

		private boolean looked;

		private boolean iterates;

		private boolean paused;

		private int total;

		void step(Instance instance, Random random) {
			if (this.iterates) {
				this.iterates = random.nextInt(3) == 0;
				return;
			}
			this.spunUp = true;
			if (!this.looked) {
				look(instance);
				this.paused = random.nextInt(8) == 0;
				return;
			}
			this.looked = false;
			this.iterates = !this.paused;
		}

		private void look(Instance instance) {
			if (TotalWord.isHeld(instance.slotWord)) {
				instance.heldIn = TotalWord.epoch(instance.slotWord);
				return;
			}
			this.total = TotalWord.total(instance.slotWord);
			this.looked = true;
		}

	}

}
