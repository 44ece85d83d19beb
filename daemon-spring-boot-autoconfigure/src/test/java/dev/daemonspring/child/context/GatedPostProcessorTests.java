package dev.daemonspring.child.context;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.DestructionAwareBeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ApplicationListener;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.annotation.Scheduled;

import dev.daemonspring.protocol.ContextSettings;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link GatedPostProcessor}.
 */
class GatedPostProcessorTests {

	private final List<String> seen = new ArrayList<>();

	private final GenericApplicationContext context = new GenericApplicationContext();

	private final SelfStartingBeans beans = new SelfStartingBeans();

	@Test
	void beforeWhenPostProcessorCallsNoMethodsPutsNoGate() {
		BeanPostProcessor ordinary = new BeanPostProcessor() {
		};
		assertThat(GatedPostProcessor.before(ordinary, this.beans, this.context)).isSameAs(ordinary);
	}

	@Test
	void beanWhoseMethodsMayNotBeCalledIsNotShown() {
		admit(false, "invoices");
		BeanPostProcessor gate = gate(new QueueListenerAnnotationBeanPostProcessor(this.seen));
		Listening bean = new Listening();
		assertThat(gate.postProcessAfterInitialization(bean, "orders")).isSameAs(bean);
		assertThat(this.seen).as("nor is the post-processor completed").isEmpty();
		assertThat(this.beans.takeLeftOut("clerk")).contains("'orders' (@QueueListener)");
	}

	@Test
	void beanWithoutSuchMethodsIsNotShownAndLeavesNothingOut() {
		admit(true, "*");
		BeanPostProcessor gate = gate(new QueueListenerAnnotationBeanPostProcessor(this.seen));
		assertThat(gate.postProcessAfterInitialization("bean", "text")).isEqualTo("bean");
		assertThat(this.seen).isEmpty();
		assertThat(this.beans.takeLeftOut("clerk")).isEmpty();
	}

	@Test
	void postProcessorCompletesItselfOnceBeforeItSeesTheFirst() {
		admit(false, "*");
		BeanPostProcessor gate = gate(new QueueListenerAnnotationBeanPostProcessor(this.seen));
		assertThat(gate.postProcessAfterInitialization(new Listening(), "orders")).isEqualTo("orders, shown");
		gate.postProcessAfterInitialization(new Listening(), "invoices");
		assertThat(this.seen).containsExactly("completed", "orders", "invoices");
	}

	@Test
	void postProcessorForScheduledMethodsHearsThatTheContextIsRefreshed() {
		admit(true);
		BeanPostProcessor gate = gate(new ScheduledAnnotationBeanPostProcessor(this.seen));
		gate.postProcessAfterInitialization(new Ticking(), "clock");
		gate.postProcessAfterInitialization(new Ticking(), "watch");
		assertThat(this.seen).containsExactly("completed", "refreshed", "clock", "watch");
	}

	@Test
	void everythingButTheCallsPassesTheGate() {
		MergedBeanDefinitionPostProcessor gate = (MergedBeanDefinitionPostProcessor) gate(
				new QueueListenerAnnotationBeanPostProcessor(this.seen));
		DestructionAwareBeanPostProcessor destruction = (DestructionAwareBeanPostProcessor) gate;
		Listening bean = new Listening();
		gate.postProcessMergedBeanDefinition(new RootBeanDefinition(), Listening.class, "orders");
		gate.postProcessBeforeInitialization(bean, "orders");
		assertThat(destruction.requiresDestruction(bean)).isTrue();
		assertThat(destruction.requiresDestruction("text")).isFalse();
		destruction.postProcessBeforeDestruction(bean, "orders");
		assertThat(this.seen).containsExactly("definition of orders", "before orders", "end of orders");
	}

	@Test
	void postProcessorThatKnowsNoDestructionIsNotAskedForIt() {
		DestructionAwareBeanPostProcessor gate = (DestructionAwareBeanPostProcessor) gate(
				new ScheduledAnnotationBeanPostProcessor(this.seen));
		assertThat(gate.requiresDestruction(new Ticking())).isFalse();
		gate.postProcessBeforeDestruction(new Ticking(), "clock");
		((MergedBeanDefinitionPostProcessor) gate).postProcessMergedBeanDefinition(new RootBeanDefinition(),
				Ticking.class, "clock");
		assertThat(this.seen).isEmpty();
	}

	private void admit(boolean scheduling, String... lifecycle) {
		this.beans.add("clerk", new ContextSettings(null, scheduling, List.of(lifecycle)));
	}

	private BeanPostProcessor gate(BeanPostProcessor delegate) {
		BeanPostProcessor gate = GatedPostProcessor.before(delegate, this.beans, this.context);
		assertThat(gate).isInstanceOf(GatedPostProcessor.class);
		return gate;
	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface QueueListener {

	}

	static class Listening {

		@QueueListener
		void take() {
		}

	}

	static class Ticking {

		@Scheduled(fixedDelay = 1)
		void tick() {
		}

	}

	private abstract static class Recording
			implements BeanPostProcessor, SmartInitializingSingleton, ApplicationListener<ContextRefreshedEvent> {

		final List<String> seen;

		Recording(List<String> seen) {
			this.seen = seen;
		}

		@Override
		public void afterSingletonsInstantiated() {
			this.seen.add("completed");
		}

		@Override
		public void onApplicationEvent(ContextRefreshedEvent event) {
			this.seen.add("refreshed");
		}

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			this.seen.add(beanName);
			return beanName + ", shown";
		}

	}

	private static final class ScheduledAnnotationBeanPostProcessor extends Recording {

		ScheduledAnnotationBeanPostProcessor(List<String> seen) {
			super(seen);
		}

	}

	private static final class QueueListenerAnnotationBeanPostProcessor extends Recording
			implements MergedBeanDefinitionPostProcessor, DestructionAwareBeanPostProcessor {

		QueueListenerAnnotationBeanPostProcessor(List<String> seen) {
			super(seen);
		}

		@Override
		public void postProcessMergedBeanDefinition(RootBeanDefinition definition, Class<?> type, String beanName) {
			this.seen.add("definition of " + beanName);
		}

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			this.seen.add("before " + beanName);
			return bean;
		}

		@Override
		public boolean requiresDestruction(Object bean) {
			return bean instanceof Listening;
		}

		@Override
		public void postProcessBeforeDestruction(Object bean, String beanName) {
			this.seen.add("end of " + beanName);
		}

	}

}
