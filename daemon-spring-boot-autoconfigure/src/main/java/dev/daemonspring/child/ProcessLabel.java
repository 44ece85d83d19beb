package dev.daemonspring.child;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

import dev.daemonspring.protocol.BootstrapMessage;
import dev.daemonspring.protocol.InstanceName;

/**
 * A bean of a worker process that knows whose process it is. Thread-safe.
 */
public final class ProcessLabel {

	private static final String INSTANCE = "management.opentelemetry.resource-attributes.service.instance.id";

	private static final String INSTANCE_IN_BRACKETS = "management.opentelemetry.resource-attributes[service.instance.id]";

	private volatile String label = BootstrapMessage.STANDBY;

	/**
	 * Return whose process it is.
	 * @return the name of the worker, or of the process that workers share, or
	 * {@code standby} as long as nobody has it
	 */
	public String get() {
		return this.label;
	}

	/**
	 * Return the name of the worker, without the index of an instance.
	 * @return the name of the worker, or what {@link #get()} returns
	 */
	public String worker() {
		return InstanceName.of(this.label).worker();
	}

	/**
	 * Return which instance of its worker the process is.
	 * @return the index, or {@code null} if the worker can't have more than one
	 */
	public @Nullable Integer index() {
		return InstanceName.of(this.label).index();
	}

	/**
	 * The process has become a worker's. From now on what it pushes by itself comes from
	 * an instance of its own: backends take two processes with the same
	 * {@code service.instance.id} for one whose counts jump.
	 */
	void set(String owner, ConfigurableEnvironment environment) {
		if (this.label.equals(owner)) {
			return;
		}
		this.label = owner;
		String configured = environment.getProperty(INSTANCE, environment.getProperty(INSTANCE_IN_BRACKETS, ""));
		String instance = configured.isEmpty() ? owner + "-" + ProcessHandle.current().pid() : configured + "-" + owner;
		environment.getPropertySources()
			.addFirst(new MapPropertySource("workerProcessInstance",
					Map.of(INSTANCE, instance, INSTANCE_IN_BRACKETS, instance)));
	}

}
