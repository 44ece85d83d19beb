package org.example.contained;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.command.InspectContainerResponse.ContainerState;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import org.awaitility.core.ConditionTimeoutException;
import org.example.testsupport.JavaProcess;
import org.testcontainers.DockerClientFactory;

/**
 * A container that a test has started, and what its processes wrote. It has no network.
 * Closing it removes it.
 */
final class RunningContainer implements AutoCloseable {

	private static final DockerClient engine = DockerClientFactory.instance().client();

	private final String id;

	private RunningContainer(String id) {
		this.id = id;
	}

	static RunningContainer start(String image, Consumer<CreateContainerCmd> customizer) {
		CreateContainerCmd command = engine.createContainerCmd(image);
		command.getHostConfig().withNetworkMode("none");
		customizer.accept(command);
		RunningContainer container = new RunningContainer(command.exec().getId());
		try {
			engine.startContainerCmd(container.id).exec();
			return container;
		}
		catch (RuntimeException ex) {
			container.close();
			throw ex;
		}
	}

	/**
	 * Return the id that process 1 has on this machine.
	 */
	long pid() {
		return state().getPidLong();
	}

	/**
	 * Return the ids that the children of process 1 have on this machine.
	 */
	List<Long> children() {
		return ProcessHandle.of(pid())
			.orElseThrow(() -> new IllegalStateException("The engine is not on this machine"))
			.children()
			.map(ProcessHandle::pid)
			.toList();
	}

	private ContainerState state() {
		return engine.inspectContainerCmd(this.id).exec().getState();
	}

	void stop(int seconds) {
		engine.stopContainerCmd(this.id).withTimeout(seconds).exec();
	}

	void kill() {
		engine.killContainerCmd(this.id).exec();
	}

	int awaitExit() {
		JavaProcess.await().until(() -> !Boolean.TRUE.equals(state().getRunning()));
		return state().getExitCodeLong().intValue();
	}

	/**
	 * Run a command in the container.
	 * @return its exit code
	 */
	int run(List<String> command) {
		String exec = exec(command, new Output());
		return engine.inspectExecCmd(exec).exec().getExitCodeLong().intValue();
	}

	/**
	 * Run a command in the container.
	 * @return what it wrote
	 */
	String tell(String... command) {
		Output output = new Output();
		exec(List.of(command), output);
		return output.toString().strip();
	}

	private String exec(List<String> command, Output output) {
		String exec = engine.execCreateCmd(this.id)
			.withCmd(command.toArray(String[]::new))
			.withAttachStdout(true)
			.withAttachStderr(true)
			.exec()
			.getId();
		engine.execStartCmd(exec).exec(output).await();
		return exec;
	}

	MatchResult awaitLine(String pattern) {
		Pattern compiled = Pattern.compile(pattern);
		try {
			return JavaProcess.await().until(() -> {
				Matcher matcher = compiled.matcher(output());
				return matcher.find() ? matcher.toMatchResult() : null;
			}, (result) -> result != null);
		}
		catch (ConditionTimeoutException ex) {
			throw new AssertionError("No line has '%s':%n%s".formatted(pattern, output()), ex);
		}
	}

	String output() {
		Output output = new Output();
		engine.logContainerCmd(this.id).withStdOut(true).withStdErr(true).withTailAll().exec(output).await();
		return output.toString();
	}

	@Override
	public void close() {
		try {
			engine.removeContainerCmd(this.id).withForce(true).withRemoveVolumes(true).exec();
		}
		catch (NotFoundException ex) {
			// It is gone already
		}
	}

	/**
	 * What was written, collected.
	 */
	private static final class Output extends ResultCallback.Adapter<Frame> {

		private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

		@Override
		public void onNext(Frame frame) {
			this.bytes.writeBytes(frame.getPayload());
		}

		private void await() {
			try {
				awaitCompletion();
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
				throw new IllegalStateException(ex);
			}
		}

		@Override
		public String toString() {
			return this.bytes.toString(StandardCharsets.UTF_8);
		}

	}

}
