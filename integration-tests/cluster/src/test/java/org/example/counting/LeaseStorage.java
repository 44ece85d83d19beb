package org.example.counting;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * The store that the replicas share, in a container, and what can be done to it.
 */
abstract class LeaseStorage {

	private final GenericContainer<?> container;

	private final int port;

	LeaseStorage(GenericContainer<?> container, int port) {
		this.container = container;
		this.port = port;
	}

	/**
	 * Return a network between a replica and the store.
	 */
	StallingProxy network() throws IOException {
		return StallingProxy.to(this.container.getHost(), this.container.getMappedPort(this.port));
	}

	/**
	 * Return the faults that leave the promise.
	 */
	Set<Fault> faults() {
		return EnumSet.allOf(Fault.class);
	}

	/**
	 * Return the arguments with which a replica finds the store.
	 * @param networkPort the port of its network
	 */
	abstract List<String> arguments(int networkPort);

	void pause() {
		DockerClientFactory.instance().client().pauseContainerCmd(this.container.getContainerId()).exec();
	}

	void unpause() {
		DockerClientFactory.instance().client().unpauseContainerCmd(this.container.getContainerId()).exec();
	}

	/**
	 * End all connections.
	 */
	abstract void cutConnections() throws Exception;

	/**
	 * Have the server crash, and start again with what it had committed.
	 */
	abstract void restart() throws Exception;

	/**
	 * Forget the leases of earlier runs.
	 */
	abstract void clear() throws Exception;

	void run(String... command) throws Exception {
		this.container.execInContainer(command);
	}

}
