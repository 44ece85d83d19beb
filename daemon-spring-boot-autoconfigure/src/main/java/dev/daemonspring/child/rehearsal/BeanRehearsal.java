package dev.daemonspring.child.rehearsal;

import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Creates and destroys a {@link StandbyBean} that a worker's process will have to create
 * itself, in a context that has only the auto-configurations of that bean: its classes
 * are then loaded, and its code has run. Nothing of the application takes part.
 */
final class BeanRehearsal {

	private static final Log logger = LogFactory.getLog(BeanRehearsal.class);

	private static final int ROUNDS = 5;

	private final ConfigurableApplicationContext application;

	private final BooleanSupplier ended;

	/**
	 * Create a rehearsal.
	 * @param application the application's context
	 * @param ended whether the rehearsal was ended early
	 */
	BeanRehearsal(ConfigurableApplicationContext application, BooleanSupplier ended) {
		this.application = application;
		this.ended = ended;
	}

	void run(StandbyBean bean) {
		if (bean.autoConfigurations().isEmpty()) {
			return;
		}
		try {
			for (int round = 0; round < ROUNDS && !this.ended.getAsBoolean(); round++) {
				try (RehearsalContext context = RehearsalContext.of(this.application, bean.autoConfigurations())) {
					context.refresh();
					Rehearsable.rehearse(context.getBeanProvider(bean.type()).getIfUnique());
				}
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The creation of '%s' could not be rehearsed".formatted(bean.type().getName()), ex);
		}
	}

}
