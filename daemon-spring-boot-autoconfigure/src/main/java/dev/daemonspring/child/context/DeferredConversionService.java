package dev.daemonspring.child.context;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.convert.TypeDescriptor;

/**
 * Creates the application's own conversion service when it is first needed. While that is
 * being created, the previous one is used.
 */
final class DeferredConversionService implements ConversionService {

	private final ConfigurableBeanFactory beanFactory;

	private final String beanName;

	private final @Nullable ConversionService fallback;

	DeferredConversionService(ConfigurableBeanFactory beanFactory, String beanName,
			@Nullable ConversionService fallback) {
		this.beanFactory = beanFactory;
		this.beanName = beanName;
		this.fallback = fallback;
	}

	@Override
	public boolean canConvert(@Nullable Class<?> sourceType, Class<?> targetType) {
		ConversionService delegate = delegate();
		return delegate != null && delegate.canConvert(sourceType, targetType);
	}

	@Override
	public boolean canConvert(@Nullable TypeDescriptor sourceType, TypeDescriptor targetType) {
		ConversionService delegate = delegate();
		return delegate != null && delegate.canConvert(sourceType, targetType);
	}

	@Override
	public <T> @Nullable T convert(@Nullable Object source, Class<T> targetType) {
		ConversionService delegate = delegate();
		if (delegate == null) {
			throw new ConverterNotFoundException(TypeDescriptor.forObject(source), TypeDescriptor.valueOf(targetType));
		}
		return delegate.convert(source, targetType);
	}

	@Override
	public @Nullable Object convert(@Nullable Object source, @Nullable TypeDescriptor sourceType,
			TypeDescriptor targetType) {
		ConversionService delegate = delegate();
		if (delegate == null) {
			throw new ConverterNotFoundException(sourceType, targetType);
		}
		return delegate.convert(source, sourceType, targetType);
	}

	private @Nullable ConversionService delegate() {
		return this.beanFactory.isCurrentlyInCreation(this.beanName) ? this.fallback
				: this.beanFactory.getBean(this.beanName, ConversionService.class);
	}

}
