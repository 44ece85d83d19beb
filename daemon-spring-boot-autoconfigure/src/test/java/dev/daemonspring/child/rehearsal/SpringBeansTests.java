package dev.daemonspring.child.rehearsal;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.boot.jackson.JacksonComponent;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.child.context.ReducedApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link SpringBeans}, with the JSON mapper that Spring Boot makes.
 */
class SpringBeansTests {

	private static final String MAPPER = "jacksonJsonMapper";

	private static final List<String> ran = new ArrayList<>();

	private final ReducedApplicationContext context = new ReducedApplicationContext();

	@BeforeEach
	void clear() {
		ran.clear();
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void mapperOfAnApplicationWithoutCustomizersIsCreated() {
		create(Plain.class);
		assertThat(this.context.getBeanFactory().containsSingleton(MAPPER)).isTrue();
		assertThat(ran).isEmpty();
	}

	@Test
	void mapperIsNotCreatedWhenABeanOfTheApplicationTakesPart() {
		for (Class<?> configuration : List.of(Customized.class, StaticallyCustomized.class, Converting.class,
				Serializing.class)) {
			try (ReducedApplicationContext customized = new ReducedApplicationContext()) {
				create(customized, configuration);
				assertThat(customized.getBeanFactory().containsSingleton(MAPPER)).as(configuration.getName()).isFalse();
				assertThat(ran).as(configuration.getName()).isEmpty();
				assertThat(customized.getBean(JsonMapper.class)).isNotNull();
				assertThat(ran).as(configuration.getName()).isNotEmpty();
				ran.clear();
			}
		}
	}

	@Test
	void nothingIsCreatedWhereTheApplicationHasAPostProcessor() {
		create(PostProcessing.class);
		assertThat(this.context.getBeanFactory().containsSingleton(MAPPER)).isFalse();
		assertThat(ran).isEmpty();
	}

	@Test
	void nothingIsCreatedWhereTypesAreNotKnown() {
		create(Undeclared.class);
		assertThat(this.context.getBeanFactory().containsSingleton(MAPPER)).isFalse();
		assertThat(ran).isEmpty();
	}

	@Test
	void postProcessorsAreAsBefore() {
		this.context.register(Plain.class, JacksonAutoConfiguration.class);
		this.context.refresh();
		DefaultListableBeanFactory beanFactory = (DefaultListableBeanFactory) this.context.getBeanFactory();
		List<BeanPostProcessor> before = List.copyOf(beanFactory.getBeanPostProcessors());
		new SpringBeans(beanFactory, new BeanTypes(beanFactory)).create(new StandbyBean(JsonMapper.class));
		assertThat(beanFactory.getBeanPostProcessors()).containsExactlyElementsOf(before);
	}

	private void create(Class<?> configuration) {
		create(this.context, configuration);
	}

	private static void create(ReducedApplicationContext context, Class<?> configuration) {
		context.register(configuration);
		context.register(AutoConfigurations.getClasses(AutoConfigurations.of(JacksonAutoConfiguration.class)));
		context.refresh();
		ran.clear();
		DefaultListableBeanFactory beanFactory = (DefaultListableBeanFactory) context.getBeanFactory();
		new SpringBeans(beanFactory, new BeanTypes(beanFactory)).create(new StandbyBean(JsonMapper.class));
	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized {

		@Bean
		JsonMapperBuilderCustomizer customizer() {
			ran.add("factory method");
			return (builder) -> ran.add("customizer");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class StaticallyCustomized {

		@Bean
		static JsonMapperBuilderCustomizer customizer() {
			ran.add("static factory method");
			return (builder) -> ran.add("customizer");
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Converting {

		@Bean
		@ConfigurationPropertiesBinding
		Converter<String, Thread> converter() {
			ran.add("converter");
			return Thread::new;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Serializing {

		@Bean
		ThreadSerializer serializer() {
			ran.add("serializer");
			return new ThreadSerializer();
		}

	}

	@JacksonComponent
	static class ThreadSerializer extends ValueSerializer<Thread> {

		@Override
		public void serialize(Thread value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.getName());
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class PostProcessing {

		@Bean
		static BeanPostProcessor postProcessor() {
			return new LoggingPostProcessor();
		}

	}

	static class LoggingPostProcessor implements BeanPostProcessor {

		@Override
		public Object postProcessBeforeInitialization(Object bean, String beanName) {
			ran.add("post-processor: " + beanName);
			return bean;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Undeclared {

		@Bean
		@SuppressWarnings("rawtypes")
		FactoryBean factory() {
			ran.add("factory bean");
			return new BeanPreparationTests.ThreadFactoryBean();
		}

	}

}
