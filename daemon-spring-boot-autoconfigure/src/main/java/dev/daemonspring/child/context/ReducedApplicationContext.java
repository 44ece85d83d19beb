package dev.daemonspring.child.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.AotDetector;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.HierarchicalMessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.convert.ConversionService;

import dev.daemonspring.protocol.ContextSettings;

/**
 * The application's context in a worker process, reduced to the beans that are asked for.
 * Its refresh creates the bean post-processors and their dependencies; every other bean
 * is lazy, whatever its definition says, and so are those that Spring creates even if
 * they are lazy: {@code LoadTimeWeaverAware} beans (such as an
 * {@code EntityManagerFactory}), bean factory initializers, the conversion service and
 * the message source. Lifecycle beans are started, and listeners receive the context's
 * own events, only once they have been created for another reason.
 */
public class ReducedApplicationContext extends AnnotationConfigApplicationContext {

	private static final Log logger = LogFactory.getLog(ReducedApplicationContext.class);

	private final SelfStartingBeans selfStarting = new SelfStartingBeans();

	private final ConnectionPools connectionPools = new ConnectionPools();

	private final LateBeanInitializer lateBeans = new LateBeanInitializer(this.selfStarting);

	private final ExistingBeanLifecycleProcessor lifecycle = new ExistingBeanLifecycleProcessor(this.selfStarting);

	private boolean withoutRunners;

	private volatile boolean messageSourceDeferred;

	/**
	 * Create a context without bean definitions, which is not refreshed.
	 */
	public ReducedApplicationContext() {
		super(new ReducedBeanFactory());
		if (AotDetector.useGeneratedArtifacts()) {
			// The annotation post-processors have done their work at build time
			for (String name : getBeanDefinitionNames()) {
				removeBeanDefinition(name);
			}
		}
	}

	/**
	 * Remove the runners of an application whose startup goes on here: they run in the
	 * daemon.
	 */
	public void withoutRunners() {
		this.withoutRunners = true;
	}

	/**
	 * Apply the settings of a worker before its beans are created.
	 * @param worker the name of the worker, which may have been here before
	 * @param settings what the worker allows beans to do on their own
	 */
	public void admit(String worker, ContextSettings settings) {
		this.selfStarting.add(worker, settings);
		this.connectionPools.add(worker, settings);
	}

	/**
	 * Return which beans have been prevented from doing something on their own since the
	 * last call.
	 * @param worker the name of the worker
	 * @return a sentence, or an empty text
	 */
	public String takeLeftOut(String worker) {
		return this.selfStarting.takeLeftOut(worker);
	}

	/**
	 * Have no bean do anything on its own before {@link #start()}, whatever the settings
	 * of a worker allow.
	 */
	public void hold() {
		this.selfStarting.hold();
	}

	/**
	 * Start the beans that exist; those created from now on are started at once.
	 */
	public void start() {
		this.selfStarting.release();
		this.lifecycle.startExisting();
		this.lateBeans.start();
	}

	@Override
	public void refresh() {
		super.refresh();
		logCreated();
	}

	/**
	 * Log the beans that the refresh has created.
	 */
	private void logCreated() {
		if (!logger.isDebugEnabled()) {
			return;
		}
		List<String> postProcessors = new ArrayList<>();
		List<String> others = new ArrayList<>();
		for (String name : getBeanFactory().getSingletonNames()) {
			if (containsBeanDefinition(name)) {
				boolean postProcessor = getBeanFactory().getSingleton(name) instanceof BeanPostProcessor;
				(postProcessor ? postProcessors : others).add(name);
			}
		}
		logger.debug("The refresh created the bean post-processors %s and, beside these, %s".formatted(postProcessors,
				others));
	}

	@Override
	protected void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		super.postProcessBeanFactory(beanFactory);
		LeftOutAutoConfigurations leftOut = ((ReducedBeanFactory) beanFactory).leftOut();
		leftOut.setEnvironment(getEnvironment());
		leftOut.setResourceLoader(this);
		silenceListenersOfMain();
		WebScopes.addTo(beanFactory);
		beanFactory.addBeanPostProcessor(this.lateBeans);
		// EventListenerMethodProcessor looks for such factories
		beanFactory.registerSingleton("dev.daemonspring.eventListenerFactory",
				new ExistingBeanEventListenerFactory(beanFactory));
	}

	/**
	 * Listeners that main has added to its application have received the events of its
	 * preparation; the container events that follow are delivered in the daemon only.
	 */
	private void silenceListenersOfMain() {
		for (ApplicationListener<?> listener : getApplicationListeners().toArray(ApplicationListener[]::new)) {
			if (!listener.getClass().getName().startsWith("org.springframework.")) {
				removeApplicationListener(listener);
				addApplicationListener(new ApplicationEventsOnlyListener(listener));
			}
		}
	}

	/**
	 * The earliest point at which all bean definitions exist; hardly any beans do.
	 */
	@Override
	protected void registerBeanPostProcessors(ConfigurableListableBeanFactory beanFactory) {
		for (String name : getBeanDefinitionNames()) {
			BeanDefinition definition = beanFactory.getBeanDefinition(name);
			definition.setLazyInit(true);
			if (definition instanceof AbstractBeanDefinition modifiable) {
				modifiable.setBackgroundInit(false);
			}
		}
		if (this.withoutRunners) {
			removeBeans(beanFactory, ApplicationRunner.class);
			removeBeans(beanFactory, CommandLineRunner.class);
		}
		this.lifecycle.prepare(beanFactory, getEnvironment());
		replaceBean(LIFECYCLE_PROCESSOR_BEAN_NAME, this.lifecycle);
		replaceBean(APPLICATION_EVENT_MULTICASTER_BEAN_NAME, new ExistingBeanEventMulticaster(beanFactory));
		DatabaseInitialization databaseInitialization = new DatabaseInitialization(beanFactory);
		databaseInitialization.detach();
		BeanPostProcessor skip = databaseInitialization.skip();
		beanFactory.addBeanPostProcessor(databaseInitialization.resume());
		beanFactory.addBeanPostProcessor(skip);
		beanFactory.addBeanPostProcessor(this.connectionPools);
		super.registerBeanPostProcessors(beanFactory);
		getDefaultListableBeanFactory().getBeanPostProcessors()
			.replaceAll((postProcessor) -> GatedPostProcessor.before(postProcessor, this.selfStarting, this));
		// Adding it again moves it behind all others
		beanFactory.addBeanPostProcessor(skip);
	}

	private void removeBeans(ConfigurableListableBeanFactory beanFactory, Class<?> type) {
		for (String name : beanFactory.getBeanNamesForType(type, true, false)) {
			removeBeanDefinition(name);
		}
	}

	private void replaceBean(String name, Object replacement) {
		if (containsBeanDefinition(name)) {
			removeBeanDefinition(name);
		}
		getBeanFactory().registerSingleton(name, replacement);
	}

	@Override
	protected void initMessageSource() {
		if (containsLocalBean(MESSAGE_SOURCE_BEAN_NAME)) {
			this.messageSourceDeferred = true;
			return;
		}
		super.initMessageSource();
		ApplicationContext parent = getParent();
		if (parent != null && getBeanFactory()
			.getSingleton(MESSAGE_SOURCE_BEAN_NAME) instanceof HierarchicalMessageSource messageSource) {
			// The parent's own message source may be deferred
			messageSource.setParentMessageSource(parent);
		}
	}

	private void initDeferredMessageSource() {
		if (this.messageSourceDeferred) {
			super.initMessageSource();
			this.messageSourceDeferred = false;
		}
	}

	@Override
	public @Nullable String getMessage(String code, Object @Nullable [] args, @Nullable String defaultMessage,
			@Nullable Locale locale) {
		initDeferredMessageSource();
		return super.getMessage(code, args, defaultMessage, locale);
	}

	@Override
	public String getMessage(String code, Object @Nullable [] args, @Nullable Locale locale) {
		initDeferredMessageSource();
		return super.getMessage(code, args, locale);
	}

	@Override
	public String getMessage(MessageSourceResolvable resolvable, @Nullable Locale locale) {
		initDeferredMessageSource();
		return super.getMessage(resolvable, locale);
	}

	/**
	 * Do what every context does, except for creating beans. The bean factory is not put
	 * into its bootstrap phase, which would end only with the creation of all beans:
	 * until then it lets other threads create beans with lenient locking.
	 */
	@Override
	protected void finishBeanFactoryInitialization(ConfigurableListableBeanFactory beanFactory) {
		if (beanFactory.containsBean(CONVERSION_SERVICE_BEAN_NAME)
				&& beanFactory.isTypeMatch(CONVERSION_SERVICE_BEAN_NAME, ConversionService.class)) {
			beanFactory.setConversionService(new DeferredConversionService(beanFactory, CONVERSION_SERVICE_BEAN_NAME,
					beanFactory.getConversionService()));
		}
		if (!beanFactory.hasEmbeddedValueResolver()) {
			beanFactory.addEmbeddedValueResolver((text) -> getEnvironment().resolvePlaceholders(text));
		}
		beanFactory.setTempClassLoader(null);
		beanFactory.freezeConfiguration();
		completePostProcessors(beanFactory);
	}

	/**
	 * Post-processors are the only singletons by now. Gated ones are completed when the
	 * gate opens.
	 */
	private static void completePostProcessors(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getSingletonNames()) {
			Object singleton = beanFactory.getSingleton(name);
			if (singleton instanceof SmartInitializingSingleton smart && AnnotatedMethods.of(singleton) == null) {
				smart.afterSingletonsInstantiated();
			}
		}
	}

}
