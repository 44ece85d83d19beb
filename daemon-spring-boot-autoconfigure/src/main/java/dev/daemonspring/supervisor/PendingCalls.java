package dev.daemonspring.supervisor;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.region.CommandTooLargeException;
import dev.daemonspring.region.DaemonSlot;
import dev.daemonspring.region.MailboxFullException;
import dev.daemonspring.region.PostedCommand;
import dev.daemonspring.region.RegionException;
import dev.daemonspring.supervisor.CommandException.Reason;

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
		sweep();
		PendingCall call = enter(request);
		try {
			doorbell.run();
			if (!running.getAsBoolean()) {
				call.processEnded(false, 0);
			}
			return call.await(this.timeout);
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
			return new PendingCall(this.worker, request.command(), put(request));
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
			if (call.isOver() && this.abandoned.remove(call)) {
				call.release();
			}
		}
	}

}
