package dev.daemonspring.test;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * A factory that creates a context customizer for a test annotated with
 * {@link WithWorkers @WithWorkers}.
 */
class WithWorkersContextCustomizerFactory implements ContextCustomizerFactory {

	@Override
	public @Nullable ContextCustomizer createContextCustomizer(Class<?> testClass,
			List<ContextConfigurationAttributes> configAttributes) {
		WithWorkers annotation = TestContextAnnotationUtils.findMergedAnnotation(testClass, WithWorkers.class);
		return (annotation != null) ? new WithWorkersContextCustomizer(Set.of(annotation.value()),
				annotation.isolation(), annotation.mode()) : null;
	}

}
