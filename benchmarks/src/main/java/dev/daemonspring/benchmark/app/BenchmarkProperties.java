package dev.daemonspring.benchmark.app;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the application is started for.
 *
 * @param workers how many workers there are, named {@code w0}, {@code w1} and so on
 * @param looptime their looptime
 * @param port the port of the loopback that a worker tells of its iterations
 * @param tellEach whether a worker tells of each iteration; else of the first one in its
 * process
 * @param typical whether the workers have what workers usually have: settings, injected
 * values, commands
 * @param notes the file in which a worker of several instances notes its iterations;
 * empty for workers that do not
 * @param alone whether the main method runs the loop itself
 */
@ConfigurationProperties("benchmark")
record BenchmarkProperties(@DefaultValue("1") int workers, @DefaultValue("1h") Duration looptime, int port,
		boolean tellEach, boolean typical, @DefaultValue("") String notes, boolean alone) {
}
