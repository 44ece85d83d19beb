package org.example.isolation.app;

import java.util.concurrent.TimeUnit;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import org.example.isolation.Ledger;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.ApplicationPidFileWriter;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * An application with everything that acts by itself. Each writes into the ledger.
 */
@SpringBootApplication
@EnableScheduling
@EnableAsync
public class EverythingApplication {

	/**
	 * Start the daemon.
	 * @param args the command line
	 */
	public static void main(String[] args) {
		SpringApplication application = new SpringApplication(EverythingApplication.class);
		application.addListeners(new ApplicationPidFileWriter("application.pid"));
		application.addListeners((ApplicationListener<ContextRefreshedEvent>) (event) -> {
			if (event.getApplicationContext().getParent() == null) {
				Ledger.write("main-listener-refreshed");
			}
		});
		application.run(args);
		Ledger.write("main-after-run");
	}

	@Bean
	CommandLineRunner commandLineRunner() {
		return (args) -> Ledger.write("command-line-runner");
	}

	@Bean
	ApplicationRunner applicationRunner() {
		return (args) -> Ledger.write("application-runner");
	}

	@Bean
	SmartInitializingSingleton initializingSingleton() {
		return () -> Ledger.write("after-singletons");
	}

	@Bean
	ApplicationListener<ApplicationReadyEvent> readyListener() {
		return new ReadyListener();
	}

	/**
	 * A listener that is a bean.
	 */
	static class ReadyListener implements ApplicationListener<ApplicationReadyEvent> {

		@Override
		public void onApplicationEvent(ApplicationReadyEvent event) {
			Ledger.write("ready-listener");
		}

	}

	/**
	 * A listener that is a component.
	 */
	@Component
	static class RefreshedListener implements ApplicationListener<ContextRefreshedEvent> {

		@Override
		public void onApplicationEvent(ContextRefreshedEvent event) {
			if (event.getApplicationContext().getParent() == null) {
				Ledger.write("refreshed-listener");
			}
		}

	}

	/**
	 * Hears of the life of the application by its methods.
	 */
	@Component
	static class Methods {

		@PostConstruct
		void constructed() {
			Ledger.write("post-construct");
		}

		@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
		void scheduled() {
			Ledger.write("scheduled");
		}

		@EventListener
		void refreshed(ContextRefreshedEvent event) {
			if (event.getApplicationContext().getParent() == null) {
				Ledger.write("refreshed-method");
			}
		}

		@EventListener(ApplicationStartedEvent.class)
		void started() {
			Ledger.write("started-method");
		}

		@Order(1)
		@EventListener(ApplicationReadyEvent.class)
		void ready() {
			Ledger.write("ready-method");
		}

		@EventListener
		void serves(WebServerInitializedEvent event) {
			boolean management = "management".equals(event.getApplicationContext().getServerNamespace());
			Ledger.write(management ? "management-server" : "web-server");
		}

		@EventListener
		void closed(ContextClosedEvent event) {
			if (event.getApplicationContext().getParent() == null) {
				Ledger.write("closed-method");
			}
		}

		@PreDestroy
		void destroyed() {
			Ledger.write("pre-destroy");
		}

	}

	/**
	 * Hears of migrations of the database.
	 */
	@Component
	static class Migrated implements Callback {

		@Override
		public boolean supports(Event event, Context context) {
			return event == Event.AFTER_MIGRATE;
		}

		@Override
		public boolean canHandleInTransaction(Event event, Context context) {
			return true;
		}

		@Override
		public void handle(Event event, Context context) {
			Ledger.write("flyway");
		}

		@Override
		public String getCallbackName() {
			return "migrated";
		}

	}

}
