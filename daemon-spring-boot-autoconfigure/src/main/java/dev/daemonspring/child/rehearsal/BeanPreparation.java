package dev.daemonspring.child.rehearsal;

import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AutowiredAnnotationBeanPostProcessor;
import org.springframework.beans.factory.annotation.InitDestroyAnnotationBeanPostProcessor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;

/**
 * Prepares beans of the application and what they depend on, without creating one: their
 * merged definitions, types, constructors, metadata of injection, and the names of the
 * beans that fit them. Runs no code of the application: no post-processor is called that
 * is not Spring's own, no factory is created to ask for its type, and no class is
 * initialized.
 */
public final class BeanPreparation {

	private static final Log logger = LogFactory.getLog(BeanPreparation.class);

	private static final int MOST_BEANS = 500;

	private final DefaultListableBeanFactory beanFactory;

	private final BeanTypes types;

	private final BooleanSupplier ended;

	private final List<BeanPostProcessor> postProcessors;

	private final Set<String> prepared = new HashSet<>();

	/**
	 * Create a preparation.
	 * @param beanFactory the application's bean factory
	 * @param ended whether the rehearsal was ended early
	 */
	public BeanPreparation(DefaultListableBeanFactory beanFactory, BooleanSupplier ended) {
		this.beanFactory = beanFactory;
		this.types = new BeanTypes(beanFactory);
		this.ended = ended;
		this.postProcessors = beanFactory.getBeanPostProcessors()
			.stream()
			.filter((postProcessor) -> postProcessor.getClass().getName().startsWith("org.springframework."))
			.toList();
	}

	/**
	 * Create a bean of Spring's before the worker's own, unless the application takes
	 * part in that.
	 * @param bean the bean
	 */
	public void create(StandbyBean bean) {
		if (!this.ended.getAsBoolean()) {
			new SpringBeans(this.beanFactory, this.types).create(bean);
		}
	}

	/**
	 * Create the beans that a {@link StandbyBean} names, with the same exception, and
	 * rehearse the creation of those that were not.
	 * @param application the application's context
	 */
	public void createStandbyBeans(ConfigurableApplicationContext application) {
		SpringBeans beans = new SpringBeans(this.beanFactory, this.types);
		if (!beans.arePossible()) {
			return;
		}
		BeanRehearsal rehearsal = new BeanRehearsal(application, this.ended);
		for (String name : this.types.find(ResolvableType.forClass(StandbyBean.class))) {
			StandbyBean bean = this.beanFactory.getBean(name, StandbyBean.class);
			if (!this.ended.getAsBoolean() && !beans.create(bean)) {
				rehearsal.run(bean);
			}
		}
	}

	/**
	 * Prepare beans of a type, and what every bean needs that is created.
	 * @param type the type
	 * @return the classes of these beans, as far as they are known
	 */
	public List<Class<?>> prepare(Class<?> type) {
		this.types.findCommon();
		List<Class<?>> classes = new ArrayList<>();
		for (String name : this.types.find(ResolvableType.forClass(type))) {
			Class<?> found = this.types.of(name);
			if (found != null) {
				classes.add(found);
			}
			prepare(name);
		}
		return classes;
	}

	private void prepare(String name) {
		if (this.ended.getAsBoolean() || this.prepared.size() == MOST_BEANS || !this.prepared.add(name)
				|| this.beanFactory.containsSingleton(name) || !this.beanFactory.containsBeanDefinition(name)) {
			return;
		}
		try {
			RootBeanDefinition definition = (RootBeanDefinition) this.beanFactory.getMergedBeanDefinition(name);
			Class<?> type = this.types.of(name);
			if (type != null) {
				prepareDefinition(name, definition, type);
			}
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("The bean '%s' could not be prepared; its creation will tell why".formatted(name), ex);
		}
	}

	/**
	 * Prepare a class that is no bean's, and of which the bean factory will create an
	 * instance.
	 * @param type the class
	 */
	public void prepareClass(Class<?> type) {
		if (this.ended.getAsBoolean() || this.prepared.size() == MOST_BEANS || !this.prepared.add(type.getName())) {
			return;
		}
		try {
			prepareDefinition(type.getName(), new RootBeanDefinition(type), type);
		}
		catch (RuntimeException | LinkageError ex) {
			logger.debug("%s could not be prepared; its creation will tell why".formatted(type), ex);
		}
	}

	private void prepareDefinition(String name, RootBeanDefinition definition, Class<?> type) {
		for (BeanPostProcessor postProcessor : this.postProcessors) {
			if (postProcessor instanceof AutowiredAnnotationBeanPostProcessor
					|| postProcessor instanceof InitDestroyAnnotationBeanPostProcessor) {
				// A copy, because a definition takes note of who manages its members
				((MergedBeanDefinitionPostProcessor) postProcessor)
					.postProcessMergedBeanDefinition(new RootBeanDefinition(definition), type, name);
			}
		}
		String factory = definition.getFactoryBeanName();
		if (factory != null) {
			prepare(factory);
		}
		Executable creator = creator(name, definition, type);
		for (int i = 0; creator != null && i < creator.getParameterCount(); i++) {
			prepareDependency(MethodParameter.forExecutable(creator, i));
		}
	}

	private @Nullable Executable creator(String name, RootBeanDefinition definition, Class<?> type) {
		if (definition.getFactoryMethodName() != null) {
			return definition.getResolvedFactoryMethod();
		}
		for (BeanPostProcessor postProcessor : this.postProcessors) {
			if (postProcessor instanceof AutowiredAnnotationBeanPostProcessor autowired) {
				Constructor<?>[] candidates = autowired.determineCandidateConstructors(type, name);
				if (candidates != null && candidates.length == 1) {
					return candidates[0];
				}
			}
		}
		return null;
	}

	private void prepareDependency(MethodParameter parameter) {
		DependencyDescriptor descriptor = new DependencyDescriptor(parameter, true);
		if (this.beanFactory.getAutowireCandidateResolver().getSuggestedValue(descriptor) != null) {
			return;
		}
		for (String name : this.types.find(descriptor.getResolvableType())) {
			if (this.beanFactory.containsBeanDefinition(name)) {
				this.beanFactory.isAutowireCandidate(name, descriptor);
				prepare(name);
			}
		}
	}

}
