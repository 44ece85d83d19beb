package dev.daemonspring.protocol;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.ControlMessage.Fields;

/**
 * The first message to a worker process: all that it inherits, as by a fork. It travels
 * through the pipe because a command line can be read by every user of the machine.
 *
 * @param label how the log names the process until it is assigned
 * @param region the file of the status region
 * @param scratchSlot the slot where the process says how far it has come, until assigned
 * @param systemProperties the daemon's system properties, but those of the JVM itself
 * @param mainClass the class whose {@code main} method starts the application, or
 * {@code null} when the application was started without (in a test)
 * @param servletInitializer the {@code SpringBootServletInitializer} that started the
 * application in a servlet container, or {@code null}
 * @param sources the sources of the application, for when there is no main class
 * @param arguments the application's command-line arguments
 * @param properties properties that exist only in the memory of the daemon (a test's)
 * @param serviceConnections the daemon's service connections, or empty
 * @param orphanTimeout how long the process may outlive its daemon
 * @param registered the names of classes of workers that no bean definition tells, as far
 * as they are known
 */
public record BootstrapMessage(String label, String region, int scratchSlot, Map<String, String> systemProperties,
		@Nullable String mainClass, @Nullable String servletInitializer, List<String> sources, List<String> arguments,
		Map<String, String> properties, String serviceConnections, Duration orphanTimeout,
		List<String> registered) implements ControlMessage {

	/**
	 * The label of a process that is meant for any worker.
	 */
	public static final String STANDBY = "standby";

	/**
	 * The label of a process that boots and exits, so that its JVM makes an archive of
	 * the classes it has loaded. No worker can have a name with a blank.
	 */
	public static final String TRAINING = "class data";

	public BootstrapMessage(String label, String region, int scratchSlot, Map<String, String> systemProperties,
			@Nullable String mainClass, @Nullable String servletInitializer, List<String> sources,
			List<String> arguments, Map<String, String> properties, String serviceConnections, Duration orphanTimeout) {
		this(label, region, scratchSlot, systemProperties, mainClass, servletInitializer, sources, arguments,
				properties, serviceConnections, orphanTimeout, List.of());
	}

	@Override
	public Type type() {
		return Type.BOOTSTRAP;
	}

	@Override
	public void writeFields(DataOutputStream out) throws IOException {
		Fields.writeText(out, this.label);
		Fields.writeText(out, this.region);
		out.writeInt(this.scratchSlot);
		Fields.writeMap(out, this.systemProperties);
		Fields.writeText(out, this.mainClass);
		Fields.writeText(out, this.servletInitializer);
		Fields.writeTexts(out, this.sources);
		Fields.writeTexts(out, this.arguments);
		Fields.writeMap(out, this.properties);
		Fields.writeText(out, this.serviceConnections);
		Fields.writeDuration(out, this.orphanTimeout);
		Fields.writeTexts(out, this.registered);
	}

	static BootstrapMessage readFields(DataInputStream in) throws IOException {
		return new BootstrapMessage(Fields.readRequiredText(in), Fields.readRequiredText(in), in.readInt(),
				Fields.readMap(in), Fields.readText(in), Fields.readText(in), Fields.readTexts(in),
				Fields.readTexts(in), Fields.readMap(in), Fields.readRequiredText(in), Fields.readDuration(in),
				Fields.readTexts(in));
	}

}
