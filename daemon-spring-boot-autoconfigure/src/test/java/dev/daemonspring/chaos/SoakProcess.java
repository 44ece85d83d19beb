package dev.daemonspring.chaos;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

import dev.daemonspring.child.WorkerMain;
import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.region.Activity;
import dev.daemonspring.region.ProcessPhase;
import dev.daemonspring.region.WantedState;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerState;

/**
 * The lightest worker process there is: it hears its daemon and says what it must into
 * its slot, without the application. The daemon can't tell it from another one.
 */
final class SoakProcess {

	private SoakProcess() {
	}

	/**
	 * Live until the daemon wants the worker stopped, or is gone.
	 */
	public static void main(String[] args) throws IOException {
		long pid = ProcessHandle.current().pid();
		try (InputStream pipe = new BufferedInputStream(
				new FileInputStream(System.getProperty(WorkerMain.CONTROL_PIPE_PROPERTY)))) {
			BootstrapMessage birth = (BootstrapMessage) ControlMessage.read(pipe);
			Path region = Path.of(birth.region());
			WorkerSlot scratch = WorkerSlot.open(region, birth.scratchSlot());
			scratch.begin(pid, 0);
			scratch.phase(ProcessPhase.READY);
			if (!(ControlMessage.read(pipe) instanceof Assignment assignment)) {
				return;
			}
			scratch.phase(ProcessPhase.ASSIGNED);
			try (WorkerSlot slot = WorkerSlot.open(region, assignment.slot())) {
				slot.begin(pid, assignment.incarnation());
				slot.activity(Activity.IDLE);
				slot.state(WorkerState.LOOPING);
				while (slot.wanted() != WantedState.STOPPED && ControlMessage.read(pipe) != null) {
					// It was rung for a wish, which is read above, or for a command
				}
				slot.state(WorkerState.STOPPED);
			}
		}
	}

}
