package dev.daemonspring.child.context;

import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link AnnotatedMethods}.
 */
class AnnotatedMethodsTests {

	private static final AnnotatedMethods LISTENERS = new AnnotatedMethods("QueueListener", SelfStarting.LISTENING);

	private static final AnnotatedMethods SCHEDULED = new AnnotatedMethods("Scheduled", SelfStarting.SCHEDULING);

	@Test
	void postProcessorForListenersIsKnownByItsNameOrThatOfAClassAbove() {
		assertThat(AnnotatedMethods.of(new QueueListenerAnnotationBeanPostProcessor())).isEqualTo(LISTENERS);
		assertThat(AnnotatedMethods.of(new CustomizedPostProcessor())).isEqualTo(LISTENERS);
	}

	@Test
	void postProcessorForScheduledMethodsIsKnown() {
		assertThat(AnnotatedMethods.of(new ScheduledAnnotationBeanPostProcessor())).isEqualTo(SCHEDULED);
		assertThat(AnnotatedMethods.of(new ScheduledAnnotationBeanPostProcessor() {
		})).isEqualTo(SCHEDULED);
	}

	@Test
	void everythingElseCallsNoMethodByItself() {
		assertThat(AnnotatedMethods.of(new BeanPostProcessor() {
		})).isNull();
		assertThat(AnnotatedMethods.of(new FakeListenerAnnotationBeanPostProcessor())).as("by its name alone").isNull();
	}

	@ParameterizedTest
	@MethodSource
	void methodIsFoundWhereverItsAnnotationIs(AnnotatedMethods methods, Object bean) {
		assertThat(methods.areIn(bean)).isTrue();
	}

	static Stream<Arguments> methodIsFoundWhereverItsAnnotationIs() {
		return Stream.of(arguments(LISTENERS, new OnMethod()), arguments(LISTENERS, new OnPrivateMethod()),
				arguments(LISTENERS, new Inheriting()), arguments(LISTENERS, new Implementing()),
				arguments(LISTENERS, new OnClass()), arguments(LISTENERS, new ByAnotherAnnotation()),
				arguments(LISTENERS, new Repeated()), arguments(LISTENERS, proxy(new Implementing(), true)),
				arguments(LISTENERS, proxy(new OnMethod(), false)), arguments(SCHEDULED, new TwiceScheduled()));
	}

	@Test
	void beanWithoutSuchAMethodHasNone() {
		assertThat(LISTENERS.areIn(new TwiceScheduled())).isFalse();
		assertThat(SCHEDULED.areIn(new OnMethod())).isFalse();
		assertThat(LISTENERS.areIn("text")).isFalse();
	}

	private static Arguments arguments(AnnotatedMethods methods, Object bean) {
		return Arguments.of(methods, bean);
	}

	private static Object proxy(Object target, boolean ofInterfaces) {
		ProxyFactory factory = new ProxyFactory(target);
		factory.setProxyTargetClass(!ofInterfaces);
		return factory.getProxy();
	}

	@Retention(RetentionPolicy.RUNTIME)
	@Repeatable(QueueListeners.class)
	@interface QueueListener {

	}

	@Retention(RetentionPolicy.RUNTIME)
	@interface QueueListeners {

		QueueListener[] value();

	}

	@QueueListener
	@Retention(RetentionPolicy.RUNTIME)
	@interface OrderListener {

	}

	static class QueueListenerAnnotationBeanPostProcessor implements BeanPostProcessor {

	}

	static class CustomizedPostProcessor extends QueueListenerAnnotationBeanPostProcessor {

	}

	static class FakeListenerAnnotationBeanPostProcessor {

	}

	interface Taking {

		@QueueListener
		void take();

	}

	static class OnMethod {

		@QueueListener
		void take() {
		}

	}

	static class OnPrivateMethod {

		@QueueListener
		private void take() {
		}

	}

	static class Inheriting extends OnMethod {

	}

	static class Implementing implements Taking {

		@Override
		public void take() {
		}

	}

	@QueueListener
	static class OnClass {

	}

	static class ByAnotherAnnotation {

		@OrderListener
		void take() {
		}

	}

	static class Repeated {

		@QueueListener
		@QueueListener
		void take() {
		}

	}

	static class TwiceScheduled {

		@Scheduled(fixedDelay = 1)
		@Scheduled(cron = "@daily")
		void send() {
		}

	}

}
