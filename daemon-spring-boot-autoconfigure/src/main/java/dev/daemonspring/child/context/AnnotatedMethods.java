package dev.daemonspring.child.context;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * The methods that a post-processor has called without a worker's asking for it, known by
 * the name of their annotation.
 *
 * @param annotation the simple name of the annotation
 * @param kind what the methods do
 */
record AnnotatedMethods(String annotation, SelfStarting kind) {

	private static final String SCHEDULER = "ScheduledAnnotationBeanPostProcessor";

	/**
	 * {@code RabbitListenerAnnotationBeanPostProcessor} looks for
	 * {@code @RabbitListener}, and all others are named alike.
	 */
	private static final String LISTENER = "ListenerAnnotationBeanPostProcessor";

	private static final String PROCESSOR = "AnnotationBeanPostProcessor";

	/**
	 * Return what a post-processor looks for.
	 * @param postProcessor the post-processor
	 * @return what it looks for, or {@code null} when that is no method that would be
	 * called by itself
	 */
	static @Nullable AnnotatedMethods of(Object postProcessor) {
		if (!(postProcessor instanceof BeanPostProcessor)) {
			return null;
		}
		for (String name : ClassHierarchy.of(postProcessor.getClass())) {
			String simpleName = ClassUtils.getShortName(name);
			simpleName = simpleName.substring(simpleName.lastIndexOf('.') + 1);
			if (simpleName.equals(SCHEDULER)) {
				return new AnnotatedMethods("Scheduled", SelfStarting.SCHEDULING);
			}
			if (simpleName.endsWith(LISTENER)) {
				return new AnnotatedMethods(simpleName.substring(0, simpleName.length() - PROCESSOR.length()),
						SelfStarting.LISTENING);
			}
		}
		return null;
	}

	/**
	 * Return whether a bean has such methods, or is annotated so as a whole.
	 * @param bean the bean
	 * @return whether it has
	 */
	boolean areIn(Object bean) {
		Class<?> type = AopUtils.getTargetClass(bean);
		if (isOn(MergedAnnotations.from(type, SearchStrategy.TYPE_HIERARCHY))) {
			return true;
		}
		return Arrays.stream(ReflectionUtils.getUniqueDeclaredMethods(type))
			.anyMatch((method) -> isOn(MergedAnnotations.from(method, SearchStrategy.TYPE_HIERARCHY)));
	}

	private boolean isOn(MergedAnnotations annotations) {
		return annotations.stream().anyMatch((found) -> {
			String name = found.getType().getSimpleName();
			return name.equals(this.annotation) || name.equals(this.annotation + "s");
		});
	}

}
