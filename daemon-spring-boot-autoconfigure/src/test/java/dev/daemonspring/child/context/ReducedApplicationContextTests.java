package dev.daemonspring.child.context;

import java.util.List;
import java.util.Locale;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.servlet.http.HttpServletRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.beans.factory.support.ScopeNotActiveException;
import org.springframework.context.LifecycleProcessor;
import org.springframework.context.MessageSource;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.ApplicationEventMulticaster;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.context.event.SimpleApplicationEventMulticaster;
import org.springframework.context.support.DefaultLifecycleProcessor;
import org.springframework.context.support.StaticMessageSource;
import org.springframework.context.weaving.LoadTimeWeaverAware;
import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.support.DefaultConversionService;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.TaskExecutor;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.instrument.classloading.LoadTimeWeaver;
import org.springframework.instrument.classloading.SimpleLoadTimeWeaver;
import org.springframework.web.context.annotation.SessionScope;

import dev.daemonspring.child.context.jpa.Account;
import dev.daemonspring.child.context.jpa.Accounts;
import dev.daemonspring.child.context.jpa.JpaApplication;
import dev.daemonspring.protocol.ContextSettings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * Tests for {@link ReducedApplicationContext}.
 */
class ReducedApplicationContextTests {

	private final ReducedApplication application = new ReducedApplication();

	@AfterEach
	void close() {
		this.application.close();
	}

	@Test
	void refreshWhenApplicationUsesJpaCreatesNeitherEntityManagerFactoryNorPool() {
		ReducedApplicationContext context = this.application.boot(JpaApplication.class,
				"spring.datasource.url=jdbc:h2:mem:untouched");
		assertThat(context.getBeanFactory().getBeanNamesForType(EntityManagerFactory.class, true, false)).isNotEmpty();
		assertThat(created(context, EntityManagerFactory.class)).isFalse();
		assertThat(created(context, EntityManager.class)).isFalse();
		assertThat(created(context, DataSource.class)).isFalse();
		assertThat(created(context, JpaRepository.class)).isFalse();
	}

	@Test
	void refreshWhenRepositoriesBootstrapInBackgroundCreatesNeitherEntityManagerFactoryNorPool() {
		ReducedApplicationContext context = this.application.boot(JpaApplication.class,
				"spring.datasource.url=jdbc:h2:mem:untouched", "spring.data.jpa.repositories.bootstrap-mode=deferred");
		assertThat(created(context, EntityManagerFactory.class)).isFalse();
		assertThat(created(context, DataSource.class)).isFalse();
	}

	@Test
	void repositoryWhenAskedForWorks() {
		ReducedApplicationContext context = this.application.boot(JpaApplication.class,
				"spring.datasource.url=jdbc:h2:mem:asked");
		Accounts accounts = context.getBean(Accounts.class);
		accounts.save(new Account(7));
		assertThat(accounts.findAll()).extracting(Account::getId).containsExactly(7L);
		assertThat(context.getBean(DataSource.class)).isInstanceOf(HikariDataSource.class);
	}

	@Test
	void refreshCreatesWhatIgnoresLazinessWhenItIsAskedForOnly() {
		ReducedApplicationContext context = this.application.boot(EagerApplication.class);
		for (String name : new String[] { "weaved", "initializer", "conversionService", "messageSource",
				"bootstrapExecutor", "background", "late", "lifecycle", "refreshed" }) {
			assertThat(context.containsBeanDefinition(name)).as(name).isTrue();
			assertThat(context.getBeanFactory().containsSingleton(name)).as(name).isFalse();
		}
		assertThat(context.getBean(Weaved.class).weaver).isInstanceOf(SimpleLoadTimeWeaver.class);
		assertThat(context.getMessage("greeting", null, Locale.ENGLISH)).isEqualTo("hello");
		assertThat(context.getBean(NeedsConversion.class).point).isEqualTo(new Point(3, 4));
	}

	@Test
	void messageWhenContextHasNoMessageSourceIsTheParents() {
		ReducedApplicationContext parent = this.application.boot(EagerApplication.class);
		try (ReducedApplicationContext child = new ReducedApplicationContext()) {
			child.setParent(parent);
			child.refresh();
			assertThat(child.getBean(MessageSource.class).getMessage("greeting", null, Locale.ENGLISH))
				.isEqualTo("hello");
		}
	}

	@Test
	void lifecycleBeanWhenNeededStartsWithTheContext() {
		ReducedApplicationContext context = this.application.boot(EagerApplication.class);
		Started started = context.getBean(Started.class);
		assertThat(started.isRunning()).isFalse();
		context.start();
		assertThat(started.isRunning()).isTrue();
		context.close();
		assertThat(started.isRunning()).isFalse();
	}

	@Test
	void refreshWhenApplicationHasItsOwnMulticasterAndLifecycleProcessorWakesNobody() {
		ReducedApplicationContext context = this.application.boot(OwnInfrastructure.class);
		assertThat(created(context, Refreshed.class)).isFalse();
		assertThat(context.getBean(ApplicationEventMulticaster.class)).isInstanceOf(ExistingBeanEventMulticaster.class);
		assertThat(context.getBean(LifecycleProcessor.class)).isInstanceOf(ExistingBeanLifecycleProcessor.class);
	}

	@Test
	void poolWhenItsSizeIsAPropertyOfTheApplicationIsLimited() {
		ReducedApplicationContext context = this.application.boot(JpaApplication.class,
				"spring.datasource.url=jdbc:h2:mem:limited", "spring.datasource.hikari.maximum-pool-size=20",
				"spring.datasource.hikari.minimum-idle=20");
		context.admit("worker", ContextSettings.DEFAULT);
		HikariDataSource pool = context.getBean(HikariDataSource.class);
		assertThat(pool.getMaximumPoolSize()).isEqualTo(2);
		assertThat(pool.getMinimumIdle()).isEqualTo(2);
	}

	@Test
	void poolWhenWorkerAsksForItsSizeHasIt() {
		ReducedApplicationContext context = this.application.boot(JpaApplication.class,
				"spring.datasource.url=jdbc:h2:mem:asked-for", "spring.datasource.hikari.maximum-pool-size=20");
		context.admit("worker", new ContextSettings(3, false, List.of()));
		assertThat(context.getBean(HikariDataSource.class).getMaximumPoolSize()).isEqualTo(3);
	}

	@Test
	void beansThatSpeakOfTheCurrentRequestExistWithoutOne() {
		ReducedApplicationContext context = this.application.boot(RequestScopedApplication.class);
		Audit audit = context.getBean(Audit.class);
		assertThatIllegalStateException().isThrownBy(() -> audit.request().getRemoteUser())
			.withMessageContaining("No thread-bound request found");
		assertThatExceptionOfType(ScopeNotActiveException.class).isThrownBy(audit.basket()::size)
			.withMessageContaining("Scope 'session' is not active");
	}

	@Test
	void refreshLeavesNoBootstrapBehind() {
		ReducedApplicationContext context = this.application.boot(EagerApplication.class);
		assertThat(context.getDefaultListableBeanFactory()).extracting("mainThreadPrefix").isNull();
	}

	private static boolean created(ReducedApplicationContext context, Class<?> type) {
		for (String name : context.getBeanFactory().getBeanNamesForType(type, true, false)) {
			if (context.getBeanFactory().containsSingleton(name)) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Everything that Spring creates though it is lazy.
	 */
	@Configuration(proxyBeanMethods = false)
	static class RequestScopedApplication {

		@Bean
		Audit audit(HttpServletRequest request, Basket basket) {
			return new Audit(request, basket);
		}

		@Bean
		@SessionScope
		Basket basket() {
			return new Basket();
		}

	}

	record Audit(HttpServletRequest request, Basket basket) {
	}

	static class Basket {

		int size() {
			return 0;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class EagerApplication {

		@Bean
		static BeanFactoryPostProcessor registrar() {
			return (beanFactory) -> ((BeanDefinitionRegistry) beanFactory).registerBeanDefinition("late",
					new RootBeanDefinition(StandardEnvironment.class));
		}

		@Bean
		LoadTimeWeaver loadTimeWeaver() {
			return new SimpleLoadTimeWeaver();
		}

		@Bean
		Weaved weaved() {
			return new Weaved();
		}

		@Bean
		BeanFactoryInitializer<?> initializer() {
			return (beanFactory) -> {
				throw new IllegalStateException("Nobody has asked for the initializer");
			};
		}

		@Bean
		ConversionService conversionService() {
			DefaultConversionService conversionService = new DefaultConversionService();
			conversionService.addConverter(String.class, Point.class, Point::parse);
			return conversionService;
		}

		@Bean
		MessageSource messageSource() {
			StaticMessageSource messageSource = new StaticMessageSource();
			messageSource.addMessage("greeting", Locale.ENGLISH, "hello");
			return messageSource;
		}

		@Bean
		TaskExecutor bootstrapExecutor() {
			return new SimpleAsyncTaskExecutor();
		}

		@Bean(bootstrap = Bean.Bootstrap.BACKGROUND)
		StandardEnvironment background() {
			return new StandardEnvironment();
		}

		@Bean
		NeedsConversion needsConversion(@Value("3/4") Point point) {
			return new NeedsConversion(point);
		}

		@Bean
		Started lifecycle() {
			return new Started();
		}

		@Bean
		Refreshed refreshed() {
			return new Refreshed();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class OwnInfrastructure {

		@Bean
		ApplicationEventMulticaster applicationEventMulticaster() {
			return new SimpleApplicationEventMulticaster();
		}

		@Bean
		LifecycleProcessor lifecycleProcessor() {
			return new DefaultLifecycleProcessor();
		}

		@Bean
		Refreshed refreshed() {
			return new Refreshed();
		}

	}

	static class Weaved implements LoadTimeWeaverAware {

		private LoadTimeWeaver weaver;

		@Override
		public void setLoadTimeWeaver(LoadTimeWeaver loadTimeWeaver) {
			this.weaver = loadTimeWeaver;
		}

	}

	static class Refreshed {

		@EventListener(ContextRefreshedEvent.class)
		void refreshed() {
		}

	}

	static class Started implements SmartLifecycle {

		private boolean running;

		@Override
		public void start() {
			this.running = true;
		}

		@Override
		public void stop() {
			this.running = false;
		}

		@Override
		public boolean isRunning() {
			return this.running;
		}

	}

	record NeedsConversion(Point point) {
	}

	record Point(int x, int y) {

		static Point parse(String text) {
			String[] parts = text.split("/");
			return new Point(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
		}

	}

}
