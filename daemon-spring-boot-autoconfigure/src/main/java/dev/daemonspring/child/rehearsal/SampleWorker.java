package dev.daemonspring.child.rehearsal;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.annotation.Value;

import dev.daemonspring.worker.WorkerCommand;
import dev.daemonspring.worker.WorkerContext;
import dev.daemonspring.worker.WorkerLoop;

/**
 * A worker with what workers usually have.
 */
class SampleWorker implements WorkerLoop {

	private final SampleSettings settings;

	private final SampleLimits limits;

	private final WorkerContext context;

	private final SampleService service;

	private final SampleGreeting greeting;

	private final Duration timeout;

	SampleWorker(SampleSettings settings, SampleLimits limits, WorkerContext context, SampleService service,
			SampleGreeting greeting, @Value("${" + RehearsalEnvironment.PREFIX + ".timeout:1s}") Duration timeout) {
		this.settings = settings;
		this.limits = limits;
		this.context = context;
		this.service = service;
		this.greeting = greeting;
		this.timeout = timeout;
	}

	@Override
	public void loop() {
		this.service.repeat(this.greeting.greet(this.context.name()));
		this.context.progress();
	}

	@WorkerCommand
	Answer ask(Question question, int times) {
		return new Answer(this.service.repeat(question.text()), times * question.count(), this.settings.isEnabled(),
				this.timeout, this.limits.directories(), this.limits.labels());
	}

	@WorkerCommand
	String rename(String to) {
		return to;
	}

	/**
	 * An argument.
	 *
	 * @param text a text
	 * @param count a number
	 * @param tags a list
	 */
	record Question(String text, int count, List<String> tags) {
	}

	/**
	 * A result.
	 *
	 * @param text a text
	 * @param total a number
	 * @param enabled a switch
	 * @param timeout a duration
	 * @param directories a list
	 * @param labels a map
	 */
	record Answer(String text, long total, boolean enabled, Duration timeout, List<String> directories,
			Map<String, String> labels) {
	}

}
