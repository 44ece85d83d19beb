package dev.daemonspring.child.context;

import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.ConverterNotFoundException;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.support.GenericConversionService;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DeferredConversionService}.
 */
class DeferredConversionServiceTests {

	private static final String NAME = "conversionService";

	private static final TypeDescriptor TEXT = TypeDescriptor.valueOf(String.class);

	private static final TypeDescriptor GREETING = TypeDescriptor.valueOf(Greeting.class);

	private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();

	@Test
	void ownServiceIsCreatedWhenSomethingIsToBeConverted() {
		ConversionService service = deferred(service("hello"), () -> {
		});
		assertThat(this.beanFactory.containsSingleton(NAME)).isFalse();
		assertThat(service.convert("you", Greeting.class)).isEqualTo(new Greeting("own you"));
		assertThat(service.convert("you", TEXT, GREETING)).isEqualTo(new Greeting("own you"));
		assertThat(this.beanFactory.containsSingleton(NAME)).isTrue();
	}

	@Test
	void ownServiceIsCreatedWhenSomebodyAsksWhatItConverts() {
		ConversionService service = deferred(null, () -> {
		});
		assertThat(service.canConvert(String.class, Greeting.class)).isTrue();
		assertThat(service.canConvert(TEXT, GREETING)).isTrue();
		assertThat(service.canConvert(Greeting.class, String.class)).isFalse();
		assertThat(service.canConvert(GREETING, TEXT)).isFalse();
	}

	@Test
	void otherServiceConvertsWhileTheOwnIsBeingCreated() {
		AtomicReference<ConversionService> service = new AtomicReference<>();
		AtomicReference<@Nullable Object> converted = new AtomicReference<>();
		service.set(deferred(service("hello"), () -> {
			assertThat(service.get().canConvert(String.class, Greeting.class)).isTrue();
			assertThat(service.get().canConvert(TEXT, GREETING)).isTrue();
			assertThat(service.get().convert("you", TEXT, GREETING)).isEqualTo(new Greeting("hello you"));
			converted.set(service.get().convert("you", Greeting.class));
		}));
		assertThat(service.get().convert("me", Greeting.class)).isEqualTo(new Greeting("own me"));
		assertThat(converted).hasValue(new Greeting("hello you"));
	}

	@Test
	void nothingIsConvertedWhileTheOwnIsBeingCreatedAndThereIsNoOther() {
		AtomicReference<ConversionService> service = new AtomicReference<>();
		service.set(deferred(null, () -> {
			assertThat(service.get().canConvert(String.class, Greeting.class)).isFalse();
			assertThat(service.get().canConvert(TEXT, GREETING)).isFalse();
			assertThatExceptionOfType(ConverterNotFoundException.class)
				.isThrownBy(() -> service.get().convert("you", Greeting.class))
				.satisfies((ex) -> assertThat(ex.getTargetType()).isEqualTo(GREETING));
			assertThatExceptionOfType(ConverterNotFoundException.class)
				.isThrownBy(() -> service.get().convert("you", TEXT, GREETING))
				.satisfies((ex) -> assertThat(ex.getSourceType()).isEqualTo(TEXT));
		}));
		assertThat(service.get().convert("me", Greeting.class)).isEqualTo(new Greeting("own me"));
	}

	private ConversionService deferred(@Nullable ConversionService fallback, Runnable duringCreation) {
		this.beanFactory.registerBeanDefinition(NAME, new RootBeanDefinition(ConversionService.class, () -> {
			duringCreation.run();
			return service("own");
		}));
		return new DeferredConversionService(this.beanFactory, NAME, fallback);
	}

	private static ConversionService service(String greeting) {
		GenericConversionService service = new GenericConversionService();
		service.addConverter(String.class, Greeting.class, (name) -> new Greeting(greeting + " " + name));
		return service;
	}

	private record Greeting(String text) {

	}

}
