package dev.daemonspring.child.context;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationImportSelector;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Selects the auto-configurations that were left out, in the order in which Boot would
 * have. What the application excludes had been excluded before they were left out.
 */
final class LeftOutSelector extends AutoConfigurationImportSelector {

	@Override
	protected AnnotationAttributes getAttributes(AnnotationMetadata metadata) {
		return new AnnotationAttributes();
	}

	@Override
	protected List<String> getCandidateConfigurations(AnnotationMetadata metadata,
			@Nullable AnnotationAttributes attributes) {
		return ((ReducedBeanFactory) getBeanFactory()).leftOut().take();
	}

	@Override
	protected Set<String> getExclusions(AnnotationMetadata metadata, @Nullable AnnotationAttributes attributes) {
		return Set.of();
	}

	@Override
	protected List<AutoConfigurationImportFilter> getAutoConfigurationImportFilters() {
		return super.getAutoConfigurationImportFilters().stream()
			.filter((filter) -> !(filter instanceof DaemonOnlyAutoConfigurationFilter))
			.toList();
	}

}
