package dev.daemonspring.benchmark.app;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

import dev.daemonspring.worker.Worker;
import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * A worker with what workers usually have: injection by its constructor, a value,
 * settings, and a command with arguments and a result.
 */
@Worker(name = "w0", looptime = 1, timeUnit = TimeUnit.HOURS, forever = true)
@ConditionalOnProperty("benchmark.typical")
class TypicalLoop implements WorkerLoop {

	private final Beacon beacon;

	private final TypicalSettings settings;

	private final WorkerContext context;

	private final String greeting;

	TypicalLoop(BenchmarkProperties properties, TypicalSettings settings, WorkerContext context,
			@Value("${typical.greeting:hello}") String greeting) {
		this.beacon = new Beacon(properties);
		this.settings = settings;
		this.context = context;
		this.greeting = greeting;
	}

	@Override
	public void loop() throws IOException {
		this.beacon.looping(this.context.name());
	}

	/**
	 * Answer an order.
	 */
	@WorkerCommand
	Receipt order(Order order, int times) {
		return new Receipt(this.greeting + " " + order.item(), order.amount() * times, this.settings.getTimeout(),
				this.settings.getDirectories());
	}

	/**
	 * What is ordered.
	 *
	 * @param item the name of the goods
	 * @param amount how many
	 */
	record Order(String item, int amount) {
	}

	/**
	 * What is answered.
	 *
	 * @param text a text
	 * @param total a number
	 * @param timeout a duration
	 * @param directories a list
	 */
	record Receipt(String text, int total, Duration timeout, List<String> directories) {
	}

}
