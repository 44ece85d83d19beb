package dev.daemonspring.child;

import java.time.Duration;
import java.util.List;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;

import dev.daemonspring.protocol.Assignment;
import dev.daemonspring.protocol.ContextSettings;
import dev.daemonspring.region.WorkerSlot;
import dev.daemonspring.worker.WorkerLoop;

/**
 * Runs the code path from assignment to the first iteration in a standby, on its scratch
 * slot, so that classes are loaded and method handles linked by the time a worker is
 * assigned. Creates no bean.
 */
final class WarmUp {

	private static final Log logger = LogFactory.getLog(WarmUp.class);

	private WarmUp() {
	}

	static void run(ConfigurableApplicationContext context, WorkerSlot scratch) {
		try {
			Assignment nobody = new Assignment("standby", 0, 0, "", Duration.ZERO, 2, null, Duration.ZERO, true,
					ContextSettings.DEFAULT);
			CommandExecutor noCommands = new CommandExecutor("standby", nobody, CommandMethods.of(WarmUp.class),
					() -> WorkerInstanceFactory.jsonMapper(context));
			new WorkerRunner(nobody, scratch).run(() -> new WorkerInstance(() -> {
			}, List.of(), noCommands));
			loadWorkers(context);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("A standby could not be warmed up and will be slower", ex);
		}
	}

	private static void loadWorkers(ConfigurableApplicationContext context) {
		for (String name : context.getBeanNamesForType(WorkerLoop.class, true, false)) {
			Class<?> type = context.getType(name, false);
			if (type != null && !type.isInterface()) {
				ClassUtils.resolveClassName(type.getName(), type.getClassLoader());
				CommandMethods.of(type);
			}
		}
	}

}
