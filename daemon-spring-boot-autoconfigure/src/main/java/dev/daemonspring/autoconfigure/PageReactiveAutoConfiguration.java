package dev.daemonspring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

import dev.daemonspring.page.PageFactory;
import dev.daemonspring.page.PageLink;
import dev.daemonspring.page.ReactivePageHandler;
import dev.daemonspring.page.ReactivePageMapping;
import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.http.HttpGuard;
import dev.daemonspring.rpc.http.Operators;
import dev.daemonspring.rpc.http.ReactivePathCheck;
import dev.daemonspring.rpc.http.ReactiveReadGuard;
import dev.daemonspring.rpc.http.ReactiveRequestNote;
import dev.daemonspring.rpc.http.ReactiveRpcHandler;
import dev.daemonspring.rpc.http.ReactiveRpcMapping;

/**
 * Auto-configuration for the page that shows the workers, in a reactive application.
 */
@AutoConfiguration(after = RpcReactiveHttpAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({ DispatcherHandler.class, HttpHandlerDecoratorFactory.class })
@ConditionalOnBean(RpcEngine.class)
@ConditionalOnBooleanProperty("daemon.page.enabled")
@Import({ PageConfiguration.class, RpcTomcatConfiguration.class })
public final class PageReactiveAutoConfiguration {

	@Bean
	static ReactiveRequestNote daemonPageRequestNote(PageProperties page) {
		return new ReactiveRequestNote(page.paths().all());
	}

	@Bean
	ReactivePageHandler daemonPageHandler(RpcProperties properties, PageFactory factory,
			ObjectProvider<HttpGuard> guard) {
		return new ReactivePageHandler(factory, new ReactiveReadGuard(PageConfiguration.readGuard(properties,
				PageConfiguration.guard(properties, guard), operators(properties))));
	}

	@Bean
	ReactivePageMapping daemonPageMapping(PageProperties page, ReactivePageHandler daemonPageHandler) {
		return new ReactivePageMapping(page.paths(), daemonPageHandler);
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "daemon.page.read-only", havingValue = false, matchIfMissing = true)
	ReactiveRpcHandler daemonPageOrdersHandler(RpcProperties properties, ObjectProvider<RpcEngine> engine,
			ObjectProvider<HttpGuard> guard) {
		return new ReactiveRpcHandler(PageConfiguration.orders(properties, PageConfiguration.guard(properties, guard),
				operators(properties), engine));
	}

	@Bean
	@ConditionalOnBooleanProperty(name = "daemon.page.read-only", havingValue = false, matchIfMissing = true)
	ReactiveRpcMapping daemonPageOrdersMapping(PageProperties page, ReactiveRpcHandler daemonPageOrdersHandler) {
		return new ReactiveRpcMapping(page.paths().orders(), daemonPageOrdersHandler);
	}

	@Bean
	static PageLink daemonPageLink(Environment environment, PageProperties page) {
		return new PageLink(environment, "spring.webflux.base-path", page.paths());
	}

	/**
	 * Create the check at startup for controllers and router functions of the application
	 * at the page's paths, where they would never be called.
	 */
	@Bean
	static ReactivePathCheck daemonPagePathCheck(ObjectProvider<RequestMappingInfoHandlerMapping> controllers,
			ObjectProvider<RouterFunction<?>> functions, PageProperties page) {
		return new ReactivePathCheck(controllers, functions, page.paths().owner(page.isReadOnly()));
	}

	private static Operators operators(RpcProperties properties) {
		return new Operators(properties.getHttp().getRoles(), null);
	}

}
