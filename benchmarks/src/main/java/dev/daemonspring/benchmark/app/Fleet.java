package dev.daemonspring.benchmark.app;

import org.springframework.beans.factory.BeanRegistrar;
import org.springframework.beans.factory.BeanRegistry;
import org.springframework.core.env.Environment;

import dev.daemonspring.worker.WorkerLoop;
import dev.daemonspring.worker.WorkerRegistration;

/**
 * Installs as many workers as are wanted.
 */
class Fleet implements BeanRegistrar {

	@Override
	public void register(BeanRegistry registry, Environment environment) {
		if (environment.getProperty("benchmark.typical", Boolean.class, false)) {
			// Those are found by their annotation
			return;
		}
		boolean noting = !environment.getProperty("benchmark.notes", "").isEmpty();
		Class<? extends WorkerLoop> type = noting ? NotingLoop.class : TellingLoop.class;
		int workers = environment.getProperty("benchmark.workers", Integer.class, 1);
		for (int number = 0; number < workers; number++) {
			String name = "w" + number;
			registry.registerBean(name + "Registration", WorkerRegistration.class,
					(bean) -> bean.supplier((context) -> WorkerRegistration.of(name, type)
						.looptime(context.bean(BenchmarkProperties.class).looptime())
						.forever(true)));
		}
	}

}
