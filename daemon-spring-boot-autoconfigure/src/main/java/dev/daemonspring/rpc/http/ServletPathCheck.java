package dev.daemonspring.rpc.http;

import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.http.HttpMethod;
import org.springframework.util.ObjectUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.support.WebContentGenerator;

/**
 * A check at startup for controllers, router functions, handlers mapped by URL, and
 * servlets of a servlet application at paths of the RPC or of the page. A pattern that
 * merely matches a path, such as {@code /{page}}, is no conflict.
 */
public final class ServletPathCheck implements SmartInitializingSingleton {

	private final ObjectProvider<RequestMappingInfoHandlerMapping> controllers;

	private final ObjectProvider<RouterFunction<?>> functions;

	private final ObjectProvider<AbstractUrlHandlerMapping> handlers;

	private final ObjectProvider<ServletRegistrationBean<?>> servlets;

	private final String prefix;

	private final PathCheck check;

	/**
	 * Create a check.
	 * @param controllers the handler mappings of controllers
	 * @param functions the router functions
	 * @param handlers the handler mappings by URL
	 * @param servlets the servlets
	 * @param prefix the path of the dispatcher servlet, which precedes all paths but
	 * those of servlets
	 * @param owner the owner of the paths
	 */
	public ServletPathCheck(ObjectProvider<RequestMappingInfoHandlerMapping> controllers,
			ObjectProvider<RouterFunction<?>> functions, ObjectProvider<AbstractUrlHandlerMapping> handlers,
			ObjectProvider<ServletRegistrationBean<?>> servlets, String prefix, PathOwner owner) {
		this.controllers = controllers;
		this.functions = functions;
		this.handlers = handlers;
		this.servlets = servlets;
		this.prefix = prefix;
		this.check = new PathCheck(owner);
	}

	@Override
	public void afterSingletonsInstantiated() {
		this.controllers.orderedStream().forEach((mapping) -> checkControllers(mapping.getHandlerMethods()));
		this.functions.orderedStream()
			.forEach((function) -> this.check.check((path) -> ServletRoutes.conflict(function, this.prefix, path),
					() -> "the router function '" + function + "'"));
		this.handlers.orderedStream().forEach((mapping) -> checkUrls(mapping.getHandlerMap()));
		this.servlets.orderedStream().forEach(this::checkServlet);
	}

	private void checkControllers(Map<RequestMappingInfo, HandlerMethod> controllers) {
		controllers.forEach((info, handler) -> this.check.checkController(
				info.getPatternValues().stream().map(this.prefix::concat).toList(),
				info.getMethodsCondition().getMethods(), handler));
	}

	private void checkUrls(Map<String, Object> handlers) {
		handlers.forEach((pattern, handler) -> this.check.checkPatterns(Set.of(this.prefix + pattern),
				(method) -> answers(handler, method),
				() -> "the handler of type '" + handler.getClass().getName() + "'"));
	}

	private static boolean answers(Object handler, HttpMethod method) {
		String[] methods = (handler instanceof WebContentGenerator generator) ? generator.getSupportedMethods() : null;
		return methods == null || ObjectUtils.containsElement(methods, method.name());
	}

	private void checkServlet(ServletRegistrationBean<?> registration) {
		if (!(registration.getServlet() instanceof DaemonServlet)) {
			this.check.checkPatterns(registration.getUrlMappings(), (method) -> true,
					() -> "the servlet '" + registration.getServletName() + "'");
		}
	}

}
