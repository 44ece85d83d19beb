package dev.daemonspring.worker;

import org.springframework.boot.autoconfigure.condition.ConditionMessage;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Condition that distinguishes the daemon from its worker processes.
 */
class ProcessRoleCondition extends SpringBootCondition {

	/**
	 * Set to {@code worker} in a worker process, with precedence over all other
	 * properties.
	 */
	private static final String ROLE_PROPERTY = "daemon.process-role";

	@Override
	public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
		boolean workerProcess = "worker".equals(context.getEnvironment().getProperty(ROLE_PROPERTY));
		boolean workerProcessWanted = metadata.isAnnotated(ConditionalOnWorkerProcess.class.getName());
		return new ConditionOutcome(workerProcess == workerProcessWanted, ConditionMessage.forCondition("Process role")
			.because("this is " + (workerProcess ? "a worker process" : "the daemon")));
	}

}
