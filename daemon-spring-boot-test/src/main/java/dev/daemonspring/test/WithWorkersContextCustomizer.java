package dev.daemonspring.test;

import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.support.TestPropertySourceUtils;

import dev.daemonspring.supervisor.WorkerSelection;
import dev.daemonspring.supervisor.Workers;
import dev.daemonspring.test.WithWorkers.Isolation;
import dev.daemonspring.test.WithWorkers.Mode;

/**
 * A context customizer that makes a context run its workers, and registers the
 * {@link WorkerTester}.
 *
 * @param workers the names of the workers that start, or none for all
 * @param isolation what separates them from the test
 * @param mode what makes them iterate
 */
record WithWorkersContextCustomizer(Set<String> workers, Isolation isolation, Mode mode) implements ContextCustomizer {

	private static final String STANDBY = "daemon.standby";

	@Override
	public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration mergedConfig) {
		TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context,
				"daemon.isolation=" + this.isolation.name().toLowerCase(Locale.ROOT));
		if (!context.getEnvironment().containsProperty(STANDBY)) {
			TestPropertySourceUtils.addInlinedPropertiesToEnvironment(context, STANDBY + "=0");
		}
		ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
		WorkerSelection selection = (name) -> this.workers.isEmpty() || this.workers.contains(name);
		beanFactory.registerSingleton(WorkerSelection.class.getName(), selection);
		IterationGate gate = null;
		if (this.isolation == Isolation.THREAD && this.mode == Mode.DRIVEN) {
			gate = new IterationGate();
			beanFactory.registerSingleton(IterationGate.class.getName(), gate);
		}
		Supplier<Workers> provider = () -> beanFactory.getBean(Workers.class);
		TimeMachine time = null;
		if (this.isolation == Isolation.THREAD && this.mode == Mode.CLOCK) {
			MovedClock clock = new MovedClock();
			beanFactory.registerSingleton(MovedClock.class.getName(), clock);
			time = new TimeMachine(clock, provider);
		}
		beanFactory.registerSingleton("workerTester", new WorkerTester(provider, gate, time));
	}

}
