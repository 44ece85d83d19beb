package dev.daemonspring.autoconfigure;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.ResolvableType;

import dev.daemonspring.supervisor.WorkerDefinition;
import dev.daemonspring.supervisor.WorkerDiscovery;
import dev.daemonspring.worker.WorkerContext;

/**
 * A failure analyzer for a worker, or a {@link WorkerContext}, that is injected into a
 * bean of the daemon.
 */
class InjectedWorkerFailureAnalyzer extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> implements Ordered {

	private final BeanFactory beanFactory;

	InjectedWorkerFailureAnalyzer(BeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public int getOrder() {
		return Ordered.HIGHEST_PRECEDENCE;
	}

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, NoSuchBeanDefinitionException cause) {
		if (!(this.beanFactory instanceof ConfigurableListableBeanFactory factory)
				|| !factory.containsBeanDefinition(WorkerDiscovery.BEAN_NAME)) {
			return null;
		}
		Class<?> wanted = Optional.ofNullable(cause.getResolvableType()).map(ResolvableType::resolve).orElse(null);
		if (wanted == WorkerContext.class) {
			return new FailureAnalysis(
					"A bean of the daemon requires a WorkerContext, which exists only in worker processes.",
					"Inject it into a worker, or into a bean that only workers depend on.", cause);
		}
		for (WorkerDefinition worker : WorkerDiscovery.found(factory)) {
			boolean byType = wanted != null && worker.type() != null && wanted.isAssignableFrom(worker.type());
			if (byType || worker.beanName().equals(cause.getBeanName())) {
				return new FailureAnalysis(
						("A bean of the daemon requires the worker '%s' (bean '%s'). A worker lives in a process of"
								+ " its own and is never instantiated in the daemon.%n%n%s")
							.formatted(worker.name(), worker.beanName(), rootFailure.getMessage()),
						"Inject 'dev.daemonspring.supervisor.Workers' instead, which knows the state of every worker and"
								+ " sends it commands.",
						cause);
			}
		}
		return null;
	}

}
