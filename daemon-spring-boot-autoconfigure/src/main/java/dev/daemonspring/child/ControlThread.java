package dev.daemonspring.child;

import java.io.IOException;
import java.io.InputStream;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.protocol.Reservation;
import dev.daemonspring.protocol.SetLogLevel;
import dev.daemonspring.protocol.WriteDump;
import dev.daemonspring.protocol.WriteMeters;

/**
 * The thread that reads the control pipe for as long as the daemon lives.
 */
final class ControlThread {

	private final InputStream pipe;

	private final WorkerProcess process;

	private ControlThread(InputStream pipe, WorkerProcess process) {
		this.pipe = pipe;
		this.process = process;
	}

	static void start(InputStream pipe, WorkerProcess process) {
		Thread thread = new Thread(new ControlThread(pipe, process)::listen, "daemon-control");
		thread.setDaemon(true);
		thread.start();
	}

	private void listen() {
		try {
			ControlMessage message = ControlMessage.read(this.pipe);
			while (message != null) {
				receive(message);
				message = ControlMessage.read(this.pipe);
			}
		}
		catch (IOException ex) {
			// A broken pipe means the same as its end
		}
		finally {
			this.process.orphaned();
		}
	}

	private void receive(ControlMessage message) {
		if (message instanceof Assignment assignment) {
			this.process.assigned(assignment);
		}
		else if (message instanceof Reservation reservation) {
			this.process.reserved(reservation);
		}
		else if (message instanceof ControlMessage.DumpThreads) {
			// Logging may hang, and this thread must notice the end of the daemon
			attempt(() -> {
				Thread thread = new Thread(ThreadDump::log, "daemon-dump");
				thread.setDaemon(true);
				thread.start();
			});
		}
		else if (message instanceof WriteDump dump) {
			attempt(() -> DumpWriter.start(dump));
		}
		else if (message instanceof SetLogLevel change) {
			attempt(() -> this.process.logLevelChanged(change));
		}
		else if (message instanceof ControlMessage.Doorbell doorbell) {
			this.process.rung(doorbell.slot());
		}
		else if (message instanceof ControlMessage.Interrupt interrupt) {
			this.process.interrupted(interrupt.slot());
		}
		else if (message instanceof WriteMeters meters) {
			attempt(() -> this.process.metersWanted(meters.file()));
		}
		else if (message instanceof ControlMessage.Retire) {
			this.process.retired();
		}
	}

	/**
	 * Do what somebody wants to see. If it fails, as it does when no thread can be made,
	 * it is not done: that this thread ends means that the daemon is gone. Nothing is
	 * logged, because logging may hang.
	 */
	static void attempt(Runnable request) {
		try {
			request.run();
		}
		catch (RuntimeException | Error ex) {
			// Whoever waits for it has a time limit
		}
	}

}
