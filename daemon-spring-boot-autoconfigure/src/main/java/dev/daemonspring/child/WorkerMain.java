package dev.daemonspring.child;

import java.io.BufferedInputStream;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;

import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.ControlMessage;
import dev.daemonspring.protocol.ExitCode;

/**
 * Entry point of a worker process. Only useful when started by the daemon: it expects a
 * {@link BootstrapMessage} from the control pipe.
 */
public final class WorkerMain {

	/**
	 * The system property that names the control pipe if that is not standard input,
	 * which the worker's subprocesses may inherit.
	 */
	public static final String CONTROL_PIPE_PROPERTY = "daemon.control-pipe";

	private WorkerMain() {
	}

	/**
	 * Run the worker process until it exits.
	 * @param args ignored: everything comes through the control pipe
	 * @throws IOException if the control pipe breaks before the bootstrap
	 */
	public static void main(String[] args) throws IOException {
		InputStream pipe = new BufferedInputStream(controlPipe());
		System.setIn(InputStream.nullInputStream());
		if (!(ControlMessage.read(pipe) instanceof BootstrapMessage bootstrap)) {
			System.err.println("A worker process is started by its daemon, which tells it what to do on standard input."
					+ " Start the application itself instead.");
			System.exit(ExitCode.MISUSE);
			return;
		}
		bootstrap.systemProperties().forEach(System::setProperty);
		ProcessOutput output = ProcessOutput.install(bootstrap.label());
		LogFiles files = new LogFiles();
		files.install(bootstrap.label());
		WorkerProcess process = new WorkerProcess(bootstrap, output, files);
		ControlThread.start(pipe, process);
		Signals.install(process);
		process.run();
	}

	private static InputStream controlPipe() throws IOException {
		String moved = System.clearProperty(CONTROL_PIPE_PROPERTY);
		return (moved != null) ? new FileInputStream(moved) : System.in;
	}

}
