package dev.daemonspring.benchmark.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/**
 * A daemon with workers, or an ordinary application whose main method runs the same loop,
 * for a supervisor from outside.
 */
@SpringBootApplication
@EnableConfigurationProperties({ BenchmarkProperties.class, TypicalSettings.class })
@Import(Fleet.class)
public class BenchmarkApplication {

	/**
	 * Start the application.
	 * @param args properties of the benchmark and of the daemon
	 */
	public static void main(String[] args) throws Exception {
		BenchmarkProperties properties = SpringApplication.run(BenchmarkApplication.class, args)
			.getBean(BenchmarkProperties.class);
		if (properties.alone()) {
			Beacon beacon = new Beacon(properties);
			while (true) {
				beacon.looping("alone");
				Thread.sleep(properties.looptime().toMillis());
			}
		}
	}

}
