package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.protocol.IterationAnswer;
import dev.daemonspring.region.CommandTooLargeException;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.MailboxFullException;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.region.RegionException;
import dev.daemonspring.supervisor.CommandException.Reason;
import dev.daemonspring.supervisor.IterationResult.Outcome;

/**
 * The pending commands of one worker. Thread-safe.
 */
final class PendingCalls {

	private final String worker;

	private final DaemonSlot slot;

	private final Duration timeout;

	private final Set<PendingCall> waiting = ConcurrentHashMap.newKeySet();

	private final Set<PendingCall> abandoned = ConcurrentHashMap.newKeySet();

	private final ReadWriteLock entering = new ReentrantReadWriteLock();

	PendingCalls(String worker, DaemonSlot slot, Duration timeout) {
		this.worker = worker;
		this.slot = slot;
		this.timeout = timeout;
	}

	/**
	 * Post a command and wait for its answer.
	 * @param request the command
	 * @param doorbell wakes the worker
	 * @param running whether the worker has, or will have, a process
	 * @return the result as JSON
	 * @throws CommandException if there is no result
	 */
	String send(CommandRequest request, Runnable doorbell, BooleanSupplier running) {
		return send(request, this.timeout, doorbell, running);
	}

	/**
	 * Post the command that runs an iteration and wait for its end.
	 * @param wait how long to wait
	 * @param doorbell wakes the worker
	 * @param running whether the worker has, or will have, a process
	 * @return how the iteration ended
	 * @throws CommandException if it did not, or not in time
	 */
	IterationResult run(Duration wait, Runnable doorbell, BooleanSupplier running) {
		String text = send(CommandRequest.run(), wait, doorbell, running);
		try {
			IterationAnswer answer = IterationAnswer.of(text);
			return new IterationResult((answer.error() != null) ? Outcome.FAILED : Outcome.SUCCEEDED,
					Duration.ofNanos(answer.nanos()), answer.error());
		}
		catch (IllegalArgumentException ex) {
			throw new CommandException(Reason.FAILED,
					"The answer of worker '%s' to an order to run is unreadable".formatted(this.worker));
		}
	}

	/**
	 * Post a command whose answer nobody waits for.
	 * @param request the command
	 * @param doorbell wakes the worker
	 * @param running whether the worker has, or will have, a process
	 * @return whether the worker has it, or will have it
	 * @throws CommandException if the mailbox can't take it
	 */
	boolean post(CommandRequest request, Runnable doorbell, BooleanSupplier running) {
		sweep();
		PendingCall call = enter(request);
		this.abandoned.add(call);
		this.waiting.remove(call);
		doorbell.run();
		if (running.getAsBoolean()) {
			return true;
		}
		call.processEnded(false, 0);
		return call.isOpen();
	}

	private String send(CommandRequest request, Duration limit, Runnable doorbell, BooleanSupplier running) {
		sweep();
		PendingCall call = enter(request);
		try {
			doorbell.run();
			if (!running.getAsBoolean()) {
				call.processEnded(false, 0);
			}
			return call.await(limit);
		}
		finally {
			if (call.isOpen()) {
				this.abandoned.add(call);
			}
			this.waiting.remove(call);
		}
	}

	/**
	 * Post a command and register its call as one step: a command that a process may have
	 * taken is registered by the time the end of that process is handled.
	 */
	private PendingCall enter(CommandRequest request) {
		this.entering.readLock().lock();
		try {
			PendingCall call = post(request);
			this.waiting.add(call);
			return call;
		}
		finally {
			this.entering.readLock().unlock();
		}
	}

	private PendingCall post(CommandRequest request) {
		try {
			return new PendingCall(this.worker, request.label(), put(request));
		}
		catch (MailboxFullException ex) {
			throw new CommandException(Reason.MAILBOX_FULL,
					"The mailbox of worker '%s' is full: %s".formatted(this.worker, ex.getMessage()));
		}
		catch (RegionException ex) {
			throw new CommandException(Reason.MAILBOX_FULL, "The mailbox of worker '%s' can't take command '%s': %s"
				.formatted(this.worker, request.command(), ex.getMessage()));
		}
		catch (CommandTooLargeException ex) {
			throw new CommandException(Reason.TOO_LARGE, "Command '%s' of worker '%s' is too large: %s"
				.formatted(request.command(), this.worker, ex.getMessage()));
		}
	}

	private PostedCommand put(CommandRequest request) {
		try {
			return this.slot.post(request.toBytes());
		}
		catch (CommandTooLargeException ex) {
			if (request.headers().isEmpty()) {
				throw ex;
			}
			return this.slot.post(request.withoutHeaders().toBytes());
		}
	}

	/**
	 * End the calls that the end of the worker's process affects.
	 * @param another whether another process follows
	 */
	void processEnded(boolean another) {
		long pid = this.slot.snapshot().pid();
		this.entering.writeLock().lock();
		try {
			for (PendingCall call : this.waiting) {
				call.processEnded(another, pid);
			}
		}
		finally {
			this.entering.writeLock().unlock();
		}
		for (PendingCall call : this.abandoned) {
			call.processEnded(another, pid);
		}
		sweep();
	}

	private void sweep() {
		for (PendingCall call : this.abandoned) {
			if ((!call.isOpen() || call.isOver()) && this.abandoned.remove(call)) {
				call.release();
			}
		}
	}

}
