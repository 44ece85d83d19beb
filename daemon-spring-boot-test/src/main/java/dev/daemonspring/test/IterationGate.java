package dev.daemonspring.test;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.LoopGate;

/**
 * A gate that lets workers begin as many iterations as a test allows. Thread-safe.
 */
class IterationGate implements LoopGate {

	private final Map<String, Turn> turns = new HashMap<>();

	/**
	 * Allow a worker a number of iterations, and reset its progress.
	 */
	synchronized void allow(String worker, int iterations) {
		Turn turn = turn(worker);
		turn.allowed = iterations;
		turn.done = 0;
		turn.failure = null;
		turn.ended = false;
		LockSupport.unpark(turn.thread);
	}

	/**
	 * Wait for a worker to iterate, fail or end.
	 * @param worker the name of the worker
	 * @param millis the longest time to wait, in milliseconds
	 * @return its progress, which may be unchanged
	 */
	synchronized Progress await(String worker, long millis) throws InterruptedException {
		Turn turn = turn(worker);
		if (turn.failure == null && !turn.ended && turn.done < turn.wanted()) {
			wait(millis);
		}
		return new Progress(turn.done, turn.allowed == 0 && !turn.running, turn.failure, turn.ended);
	}

	@Override
	public synchronized boolean pass(String worker) {
		Turn turn = turn(worker);
		turn.thread = Thread.currentThread();
		turn.running = turn.allowed > 0;
		if (turn.running) {
			turn.allowed--;
		}
		return turn.running;
	}

	@Override
	public synchronized void iterated(String worker) {
		Turn turn = turn(worker);
		turn.done++;
		turn.running = false;
		notifyAll();
	}

	@Override
	public synchronized void failed(String worker, Throwable failure) {
		Turn turn = turn(worker);
		turn.failure = failure;
		leave(turn);
	}

	@Override
	public synchronized void ended(String worker) {
		Turn turn = turn(worker);
		turn.ended = true;
		leave(turn);
	}

	private void leave(Turn turn) {
		turn.allowed = 0;
		turn.running = false;
		turn.thread = null;
		notifyAll();
	}

	private Turn turn(String worker) {
		return this.turns.computeIfAbsent(worker, (name) -> new Turn());
	}

	private static final class Turn {

		private int allowed;

		private int done;

		private boolean running;

		private boolean ended;

		private @Nullable Throwable failure;

		private @Nullable Thread thread;

		private int wanted() {
			return this.done + this.allowed + (this.running ? 1 : 0);
		}

	}

	/**
	 * The progress of a worker.
	 *
	 * @param done the number of iterations that have succeeded
	 * @param idle whether no iteration is left or in progress
	 * @param failure what the worker threw, or {@code null}
	 * @param ended whether the worker has ended
	 */
	record Progress(int done, boolean idle, @Nullable Throwable failure, boolean ended) {
	}

}
