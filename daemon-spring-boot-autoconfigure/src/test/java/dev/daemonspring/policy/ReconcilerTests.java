package dev.daemonspring.policy;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import dev.daemonspring.policy.Reconciler.Step;
import dev.daemonspring.policy.WorkerFacts.Assigned;
import dev.daemonspring.policy.WorkerFacts.End;
import dev.daemonspring.policy.WorkerFacts.Presence;
import dev.daemonspring.policy.WorkerFacts.Start;
import dev.daemonspring.worker.WorkerState;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link Reconciler}, over all combinations of facts.
 */
class ReconcilerTests {

	private static final int MOST_ROUNDS = 6;

	@Test
	void everyCombinationLeadsToWhatShouldBe() {
		allFacts().forEach((facts) -> {
			WorkerFacts now = facts;
			for (int round = 0; round < MOST_ROUNDS; round++) {
				for (Step step : Reconciler.reconcile(now)) {
					now = after(step, now);
				}
			}
			assertThat(isAsItShouldBe(now)).as("%s led to %s", facts, now).isTrue();
		});
	}

	@Test
	void nothingIsDoneWhenAllIsWell() {
		assertThat(Reconciler.reconcile(living(true))).isEmpty();
		assertThat(Reconciler.reconcile(absent(false, Start.NONE, false, WorkerState.STOPPED))).isEmpty();
		assertThat(Reconciler.reconcile(absent(false, Start.NONE, false, WorkerState.FAILED))).isEmpty();
		assertThat(Reconciler.reconcile(absent(true, Start.WAITING, false, WorkerState.RESTARTING))).isEmpty();
		assertThat(Reconciler.reconcile(absent(true, Start.NONE, true, WorkerState.SPINUP))).isEmpty();
	}

	@Test
	void exitThatNobodyToldIsTold() {
		allFacts().filter((facts) -> facts.process() == Presence.GONE)
			.forEach((facts) -> assertThat(Reconciler.reconcile(facts)).contains(Step.TELL_EXIT));
	}

	@Test
	void startThatIsDueIsNoRepairAndOneThatWasLostIs() {
		assertThat(Reconciler.reconcile(absent(true, Start.DUE, false, WorkerState.RESTARTING)))
			.containsExactly(Step.START);
		assertThat(Reconciler.reconcile(absent(true, Start.NONE, false, WorkerState.RESTARTING)))
			.containsExactly(Step.START_LOST);
		assertThat(Step.START.isRepair()).isFalse();
		assertThat(Step.START_LOST.isRepair()).isTrue();
	}

	@Test
	void assignmentThatIsNotTakenUpStartsElsewhereOnlyWhereTheWorkerShouldRun() {
		allFacts()
			.filter((facts) -> facts.process() == Presence.LIVING && facts.assignment() == Assigned.OVERDUE
					&& facts.end() == End.NONE)
			.forEach((facts) -> assertThat(Reconciler.reconcile(facts))
				.contains(facts.toRun() ? Step.START_ELSEWHERE : Step.END));
	}

	@Test
	void everyEndHasALimit() {
		allFacts().filter((facts) -> facts.process() == Presence.LIVING).forEach((facts) -> {
			List<Step> steps = Reconciler.reconcile(facts);
			if (facts.end() == End.OVERDUE) {
				assertThat(steps).contains(Step.ESCALATE);
			}
			else if (facts.end() == End.NONE && facts.endsItself()) {
				assertThat(steps).containsAnyOf(Step.END, Step.LIMIT_OWN_END, Step.START_ELSEWHERE);
			}
		});
	}

	@Test
	void noStateIsShownThatNeedsAProcessWhereThereIsNone() {
		allFacts().filter((facts) -> facts.process() == Presence.NONE).forEach((facts) -> {
			boolean corrected = Reconciler.reconcile(facts).contains(Step.SHOW);
			assertThat(corrected).as("%s", facts)
				.isEqualTo(!Reconciler.isTrueWithoutProcess(facts.toRun(), facts.shown()));
		});
		for (WorkerState state : List.of(WorkerState.LOOPING, WorkerState.PAUSED, WorkerState.STALLED,
				WorkerState.SPINDOWN)) {
			assertThat(Reconciler.isTrueWithoutProcess(true, state)).isFalse();
			assertThat(Reconciler.isTrueWithoutProcess(false, state)).isFalse();
		}
	}

	@Test
	void twoProcessesAreNeverRequestedForOneWorker() {
		allFacts().filter((facts) -> facts.requested() || facts.process() != Presence.NONE)
			.forEach((facts) -> assertThat(Reconciler.reconcile(facts)).as("%s", facts)
				.doesNotContain(Step.START, Step.START_LOST));
	}

	private static boolean isAsItShouldBe(WorkerFacts facts) {
		if (facts.toRun()) {
			return switch (facts.process()) {
				case NONE -> facts.requested() != (facts.start() == Start.WAITING)
						&& Reconciler.isTrueWithoutProcess(true, facts.shown());
				case LIVING -> facts.end() != End.OVERDUE && !facts.unfollowed() && !facts.requested()
						&& facts.start() == Start.NONE && (!facts.endsItself() || facts.end() == End.IN_TIME);
				case GONE -> false;
			};
		}
		boolean nothingComes = !facts.requested() && facts.start() == Start.NONE;
		return nothingComes && switch (facts.process()) {
			case NONE -> Reconciler.isTrueWithoutProcess(false, facts.shown());
			case LIVING -> facts.end() == End.IN_TIME;
			case GONE -> false;
		};
	}

	/**
	 * What a step makes of the facts, as the supervisor takes it.
	 */
	private static WorkerFacts after(Step step, WorkerFacts facts) {
		return switch (step) {
			case CANCEL_START -> new WorkerFacts(facts.toRun(), facts.process(), facts.requested(), Start.NONE,
					facts.assignment(), facts.end(), facts.endsItself(), facts.unfollowed(), facts.shown());
			case WITHDRAW -> new WorkerFacts(facts.toRun(), facts.process(), false, facts.start(), facts.assignment(),
					facts.end(), facts.endsItself(), facts.unfollowed(), facts.shown());
			case TELL_EXIT, ESCALATE ->
				absent(facts.toRun(), facts.toRun() ? Start.WAITING : Start.NONE, false, facts.shown());
			case START, START_LOST -> absent(facts.toRun(), Start.NONE, true, facts.shown());
			case END, LIMIT_OWN_END, START_ELSEWHERE ->
				new WorkerFacts(facts.toRun(), facts.process(), facts.requested(), facts.start(), facts.assignment(),
						End.IN_TIME, facts.endsItself(), facts.unfollowed(), facts.shown());
			case RING -> new WorkerFacts(facts.toRun(), facts.process(), facts.requested(), facts.start(),
					facts.assignment(), facts.end(), facts.endsItself(), false, facts.shown());
			case SHOW -> new WorkerFacts(facts.toRun(), facts.process(), facts.requested(), facts.start(),
					facts.assignment(), facts.end(), facts.endsItself(), facts.unfollowed(),
					facts.toRun() ? WorkerState.RESTARTING : WorkerState.STOPPED);
		};
	}

	private static WorkerFacts living(boolean toRun) {
		return new WorkerFacts(toRun, Presence.LIVING, false, Start.NONE, Assigned.BEGUN, End.NONE, false, false,
				WorkerState.LOOPING);
	}

	private static WorkerFacts absent(boolean toRun, Start start, boolean requested, WorkerState shown) {
		return new WorkerFacts(toRun, Presence.NONE, requested, start, Assigned.PENDING, End.NONE, false, false, shown);
	}

	private static Stream<WorkerFacts> allFacts() {
		int all = 2 * Presence.values().length * 2 * Start.values().length * Assigned.values().length
				* End.values().length * 2 * 2 * WorkerState.values().length;
		return IntStream.range(0, all).mapToObj((number) -> {
			Digits digits = new Digits(number);
			return new WorkerFacts(digits.nextBoolean(), digits.next(Presence.values()), digits.nextBoolean(),
					digits.next(Start.values()), digits.next(Assigned.values()), digits.next(End.values()),
					digits.nextBoolean(), digits.nextBoolean(), digits.next(WorkerState.values()));
		});
	}

	/**
	 * The number of a combination, taken apart.
	 */
	private static final class Digits {

		private int rest;

		private Digits(int number) {
			this.rest = number;
		}

		private <T> T next(T[] values) {
			T value = values[this.rest % values.length];
			this.rest = this.rest / values.length;
			return value;
		}

		private boolean nextBoolean() {
			return next(new Boolean[] { true, false });
		}

	}

}
