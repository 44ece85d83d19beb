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
 * The annotated methods for which a post-processor arranges calls that no worker asks
 * for.
 *
 * @param annotation the simple name of the annotation
 * @param kind what the methods do
 */
record AnnotatedMethods(String annotation, SelfStarting kind) {

	private static final String SCHEDULER = "ScheduledAnnotationBeanPostProcessor";

	/**
	 * {@code RabbitListenerAnnotationBeanPostProcessor} looks for
	 * {@code @RabbitListener}, and all others follow the same convention.
	 */
	private static final String LISTENER = "ListenerAnnotationBeanPostProcessor";

	private static final String PROCESSOR = "AnnotationBeanPostProcessor";

	/**
	 * Return the methods that a post-processor looks for.
	 * @param postProcessor the post-processor
	 * @return the methods, or {@code null} if it does not arrange any calls
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
	 * Return whether a bean has such methods, or its class has the annotation.
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
