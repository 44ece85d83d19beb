package dev.daemonspring.observe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.child.WorkObserver;

/**
 * Makes every iteration and every command an {@link Observation}. Thread-safe.
 */
public final class ObservedWork implements WorkObserver {

	private final ObservationRegistry registry;

	private final @Nullable WorkerIterationObservationConvention iterations;

	private final @Nullable WorkerCommandObservationConvention commands;

	private final Supplier<ObservationRegistry> rehearsed;

	/**
	 * Create an observer.
	 * @param registry where to observe
	 * @param iterations the application's convention for iterations, or {@code null}
	 * @param commands the application's convention for commands, or {@code null}
	 */
	public ObservedWork(ObservationRegistry registry, @Nullable WorkerIterationObservationConvention iterations,
			@Nullable WorkerCommandObservationConvention commands) {
		this(registry, iterations, commands, ObservationRegistry::create);
	}

	/**
	 * Create an observer.
	 * @param registry where to observe
	 * @param iterations the application's convention for iterations, or {@code null}
	 * @param commands the application's convention for commands, or {@code null}
	 * @param rehearsed creates a registry like the other one, in which nothing of the
	 * application takes part
	 */
	public ObservedWork(ObservationRegistry registry, @Nullable WorkerIterationObservationConvention iterations,
			@Nullable WorkerCommandObservationConvention commands, Supplier<ObservationRegistry> rehearsed) {
		this.registry = registry;
		this.iterations = iterations;
		this.commands = commands;
		this.rehearsed = rehearsed;
	}

	@Override
	public boolean isActive() {
		return !this.registry.isNoop();
	}

	@Override
	public void iteration(String worker, Class<?> type, Work iteration) throws Exception {
		Observation observation = Observation.createNotStarted(this.iterations,
				WorkerIterationObservationConvention.DEFAULT, () -> new WorkerIterationObservationContext(worker, type),
				this.registry);
		observe(observation, () -> {
			iteration.run();
			return null;
		});
	}

	@Override
	public @Nullable Object command(String worker, String command, Method method, Map<String, String> headers,
			Callable<@Nullable Object> call) throws Exception {
		Observation observation = Observation.createNotStarted(this.commands,
				WorkerCommandObservationConvention.DEFAULT,
				() -> new WorkerCommandObservationContext(worker, command, method, headers), this.registry);
		return observe(observation, call);
	}

	@Override
	public void rehearse() throws Exception {
		new ObservedRehearsal(this.rehearsed.get()).run();
	}

	private static @Nullable Object observe(Observation observation, Callable<@Nullable Object> work) throws Exception {
		observation.start();
		try (Observation.Scope scope = observation.openScope()) {
			return work.call();
		}
		catch (InvocationTargetException ex) {
			observation.error(ex.getTargetException());
			throw ex;
		}
		catch (Throwable ex) {
			observation.error(ex);
			throw ex;
		}
		finally {
			observation.stop();
		}
	}

}
