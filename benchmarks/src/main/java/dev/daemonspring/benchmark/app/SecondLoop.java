package dev.daemonspring.benchmark.app;

import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerContext;

/**
 * A second worker of the same kind.
 */
@Worker(name = "w1", looptime = 1, timeUnit = TimeUnit.HOURS, forever = true)
@ConditionalOnProperty(name = { "benchmark.typical", "benchmark.second" })
class SecondLoop extends TypicalLoop {

	SecondLoop(BenchmarkProperties properties, TypicalSettings settings, WorkerContext context,
			@Value("${typical.greeting:hello}") String greeting) {
		super(properties, settings, context, greeting);
	}

}
