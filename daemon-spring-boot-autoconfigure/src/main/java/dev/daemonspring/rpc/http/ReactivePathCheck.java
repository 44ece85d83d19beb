package dev.daemonspring.rpc.http;

import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;

/**
 * A check at startup for controllers and router functions of a reactive application at
 * the RPC's path. A pattern that merely matches the path is no conflict.
 */
public final class ReactivePathCheck implements SmartInitializingSingleton {

	private final ObjectProvider<RequestMappingInfoHandlerMapping> controllers;

	private final ObjectProvider<RouterFunction<?>> functions;

	private final PathCheck check;

	/**
	 * Create a check.
	 * @param controllers the handler mappings of controllers
	 * @param functions the router functions
	 * @param path the RPC's path
	 */
	public ReactivePathCheck(ObjectProvider<RequestMappingInfoHandlerMapping> controllers,
			ObjectProvider<RouterFunction<?>> functions, String path) {
		this.controllers = controllers;
		this.functions = functions;
		this.check = new PathCheck(path);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.controllers.orderedStream().forEach((mapping) -> checkControllers(mapping.getHandlerMethods()));
		this.functions.orderedStream()
			.forEach((function) -> this.check.check(ReactiveRoutes.conflict(function, "", this.check.path()),
					"the router function '" + function + "'"));
	}

	private void checkControllers(Map<RequestMappingInfo, HandlerMethod> controllers) {
		controllers.forEach((info, handler) -> {
			if (info.getPatternsCondition()
				.getPatterns()
				.stream()
				.anyMatch((pattern) -> pattern.getPatternString().equals(this.check.path()))) {
				Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
				this.check.check(Conflict.of(methods.isEmpty() || methods.contains(RequestMethod.POST)),
						"the controller method '" + handler.getShortLogMessage() + "'");
			}
		});
	}

}
