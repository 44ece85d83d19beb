package dev.daemonspring.rpc.http;

import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;

/**
 * A check at startup for controllers and router functions of a reactive application at
 * paths of the RPC or of the page. A pattern that merely matches a path is no conflict.
 */
public final class ReactivePathCheck implements SmartInitializingSingleton {

	private final ObjectProvider<RequestMappingInfoHandlerMapping> controllers;

	private final ObjectProvider<RouterFunction<?>> functions;

	private final PathCheck check;

	/**
	 * Create a check.
	 * @param controllers the handler mappings of controllers
	 * @param functions the router functions
	 * @param owner the owner of the paths
	 */
	public ReactivePathCheck(ObjectProvider<RequestMappingInfoHandlerMapping> controllers,
			ObjectProvider<RouterFunction<?>> functions, PathOwner owner) {
		this.controllers = controllers;
		this.functions = functions;
		this.check = new PathCheck(owner);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.controllers.orderedStream().forEach((mapping) -> checkControllers(mapping.getHandlerMethods()));
		this.functions.orderedStream()
			.forEach((function) -> this.check.check((path) -> ReactiveRoutes.conflict(function, "", path),
					() -> "the router function '" + function + "'"));
	}

	private void checkControllers(Map<RequestMappingInfo, HandlerMethod> controllers) {
		controllers.forEach((info, handler) -> this.check.checkController(
				info.getPatternsCondition().getPatterns().stream().map(PathPattern::getPatternString).toList(),
				info.getMethodsCondition().getMethods(), handler));
	}

}
