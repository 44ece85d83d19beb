package org.example.testsupport;

import org.testcontainers.DockerClientFactory;

/**
 * The container engine of this machine, for tests that run where there is one.
 */
public final class ContainerEngine {

	private ContainerEngine() {
	}

	/**
	 * Return whether a container engine answers. Where one is required, as in continuous
	 * integration, it is taken for granted, so that no test is skipped there.
	 * @return whether it answers
	 */
	public static boolean isAvailable() {
		return "required".equals(System.getenv("DAEMON_TEST_CONTAINERS"))
				|| DockerClientFactory.instance().isDockerAvailable();
	}

}
