package org.example.testsupport;

import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Databases in containers.
 */
public final class Databases {

	/**
	 * The image that is used where the environment names no other.
	 */
	public static final String POSTGRESQL = "postgres:17-alpine";

	private Databases() {
	}

	/**
	 * Return a PostgreSQL that is not started. The environment may name another image,
	 * where none can be had from a registry.
	 * @return the container
	 */
	public static PostgreSQLContainer postgresql() {
		String image = System.getenv().getOrDefault("DAEMON_TEST_POSTGRES_IMAGE", POSTGRESQL);
		return new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
	}

}
