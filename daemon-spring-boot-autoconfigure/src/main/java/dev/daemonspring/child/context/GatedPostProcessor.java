package dev.daemonspring.child.context;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;

/**
 * A gate in front of a post-processor that arranges calls of annotated methods. It lets
 * through only those beans whose methods may be called in this process. The
 * post-processor is completed, which creates beans of its own, only when the first bean
 * gets through. A bean that was created before its worker was assigned waits at the gate.
 */
final class GatedPostProcessor implements MergedBeanDefinitionPostProcessor, DestructionAwareBeanPostProcessor {

	private final BeanPostProcessor delegate;

	private final AnnotatedMethods methods;

	private final SelfStartingBeans beans;

	private final ApplicationContext context;

	private boolean completed;

	GatedPostProcessor(BeanPostProcessor delegate, AnnotatedMethods methods, SelfStartingBeans beans,
			ApplicationContext context) {
		this.delegate = delegate;
		this.methods = methods;
		this.beans = beans;
		this.context = context;
	}

	/**
	 * Put a gate in front of a post-processor if it needs one.
	 */
	static BeanPostProcessor before(BeanPostProcessor postProcessor, SelfStartingBeans beans,
			ApplicationContext context) {
		AnnotatedMethods methods = AnnotatedMethods.of(postProcessor);
		return (methods != null) ? new GatedPostProcessor(postProcessor, methods, beans, context) : postProcessor;
	}

	@Override
	public void postProcessMergedBeanDefinition(RootBeanDefinition beanDefinition, Class<?> beanType, String beanName) {
		if (this.delegate instanceof MergedBeanDefinitionPostProcessor merged) {
			merged.postProcessMergedBeanDefinition(beanDefinition, beanType, beanName);
		}
	}

	@Override
	public @Nullable Object postProcessBeforeInitialization(Object bean, String beanName) {
		return this.delegate.postProcessBeforeInitialization(bean, beanName);
	}

	@Override
	public @Nullable Object postProcessAfterInitialization(Object bean, String beanName) {
		if (!this.methods.areIn(bean) || !this.beans.mayBeCalled(beanName, this.methods)) {
			return bean;
		}
		if (this.beans.keep(() -> arrange(bean, beanName))) {
			return bean;
		}
		return arrange(bean, beanName);
	}

	/**
	 * Post-processors of this kind return the bean itself, now or later.
	 */
	private @Nullable Object arrange(Object bean, String beanName) {
		complete();
		return this.delegate.postProcessAfterInitialization(bean, beanName);
	}

	private synchronized void complete() {
		if (this.completed) {
			return;
		}
		this.completed = true;
		if (this.delegate instanceof SmartInitializingSingleton singleton) {
			singleton.afterSingletonsInstantiated();
		}
		if (this.methods.kind() == SelfStarting.SCHEDULING
				&& this.delegate instanceof ApplicationListener<?> listener) {
			refreshed(listener);
		}
	}

	@SuppressWarnings("unchecked")
	private void refreshed(ApplicationListener<?> listener) {
		((ApplicationListener<ContextRefreshedEvent>) listener)
			.onApplicationEvent(new ContextRefreshedEvent(this.context));
	}

	@Override
	public void postProcessBeforeDestruction(Object bean, String beanName) {
		if (this.delegate instanceof DestructionAwareBeanPostProcessor destruction) {
			destruction.postProcessBeforeDestruction(bean, beanName);
		}
	}

	@Override
	public boolean requiresDestruction(Object bean) {
		return this.delegate instanceof DestructionAwareBeanPostProcessor destruction
				&& destruction.requiresDestruction(bean);
	}

}
