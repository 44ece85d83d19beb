package dev.daemonspring.autoconfigure;

import java.util.List;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

import dev.daemonspring.rpc.RpcEngine;
import dev.daemonspring.rpc.http.HttpGuard;
import dev.daemonspring.rpc.http.Operators;
import dev.daemonspring.rpc.http.PathOwner;
import dev.daemonspring.rpc.http.ReactivePathCheck;
import dev.daemonspring.rpc.http.ReactiveRequestNote;
import dev.daemonspring.rpc.http.ReactiveRpcHandler;
import dev.daemonspring.rpc.http.ReactiveRpcMapping;
import dev.daemonspring.rpc.http.RpcEndpoint;

/**
 * Auto-configuration for the RPC over HTTP in a reactive application, with the same guard
 * and rules as in a servlet application.
 */
@AutoConfiguration(after = RpcAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.REACTIVE)
@ConditionalOnClass({ DispatcherHandler.class, HttpHandlerDecoratorFactory.class })
@ConditionalOnBean(RpcEngine.class)
@ConditionalOnBooleanProperty(name = "daemon.rpc.http.enabled", matchIfMissing = true)
@Import(RpcTomcatConfiguration.class)
public final class RpcReactiveHttpAutoConfiguration {

	@Bean
	@ConditionalOnMissingBean
	HttpGuard daemonRpcHttpGuard(RpcProperties properties) {
		return RpcAutoConfiguration.guard(properties);
	}

	@Bean
	static ReactiveRequestNote daemonRpcRequestNote(RpcProperties properties) {
		return new ReactiveRequestNote(List.of(properties.getHttp().getPath()));
	}

	/**
	 * Create the handler. It looks up the engine only when it is called, because the
	 * start of the web server must not create the workers early.
	 */
	@Bean
	ReactiveRpcHandler daemonRpcHandler(RpcProperties properties, HttpGuard guard, ObjectProvider<RpcEngine> engine) {
		RpcHttpProperties http = properties.getHttp();
		return new ReactiveRpcHandler(
				new RpcEndpoint(engine::getObject, http.toRules(properties.getAccess(), "daemon.rpc.http"), guard,
						new Operators(http.getRoles(), null), http.getReadTimeout()));
	}

	@Bean
	ReactiveRpcMapping daemonRpcMapping(RpcProperties properties, ReactiveRpcHandler daemonRpcHandler) {
		return new ReactiveRpcMapping(properties.getHttp().getPath(), daemonRpcHandler);
	}

	/**
	 * Create the check at startup for controllers and router functions of the application
	 * at the RPC's path, where they would never be called.
	 */
	@Bean
	static ReactivePathCheck daemonRpcPathCheck(ObjectProvider<RequestMappingInfoHandlerMapping> controllers,
			ObjectProvider<RouterFunction<?>> functions, RpcProperties properties) {
		return new ReactivePathCheck(controllers, functions, PathOwner.rpc(properties.getHttp().getPath()));
	}

}
