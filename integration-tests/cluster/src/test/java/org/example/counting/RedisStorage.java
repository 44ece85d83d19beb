package org.example.counting;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.testcontainers.containers.GenericContainer;

/**
 * Leases in Redis, which tells nobody who holds what and has no tokens.
 */
final class RedisStorage extends LeaseStorage {

	static final int PORT = 6379;

	/**
	 * What looks for a Redis, and finds none where the leases are elsewhere.
	 */
	static final String AUTO_CONFIGURATIONS = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration,"
			+ "org.springframework.boot.data.redis.autoconfigure.DataRedisReactiveAutoConfiguration,"
			+ "org.springframework.boot.data.redis.autoconfigure.DataRedisRepositoriesAutoConfiguration";

	RedisStorage(GenericContainer<?> server) {
		super(server, PORT);
	}

	@Override
	Set<Fault> faults() {
		// A Redis that has nothing on a disk has forgotten all leases when it starts. Its
		// client has one connection, and gives it up when the operating system does
		return EnumSet.complementOf(EnumSet.of(Fault.RESTART_STORE, Fault.ABANDON_CONNECTIONS));
	}

	@Override
	List<String> arguments(int networkPort) {
		return List.of("--counting.store=redis",
				"--spring.autoconfigure.exclude=org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
				"--spring.data.redis.host=127.0.0.1", "--spring.data.redis.port=" + networkPort,
				"--spring.data.redis.timeout=400ms");
	}

	@Override
	void cutConnections() throws Exception {
		run("redis-cli", "client", "kill", "type", "normal");
	}

	@Override
	void restart() {
		throw new UnsupportedOperationException();
	}

	@Override
	void clear() throws Exception {
		run("redis-cli", "flushall");
	}

}
