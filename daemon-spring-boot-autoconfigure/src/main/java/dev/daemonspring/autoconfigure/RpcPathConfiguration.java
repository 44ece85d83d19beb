package dev.daemonspring.autoconfigure;

import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.util.ObjectUtils;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.servlet.support.WebContentGenerator;

import dev.daemonspring.rpc.http.RpcServlet;

/**
 * Looks at the start whether something of the application answers at the RPC's path,
 * where it would never be called: a controller, a router function, a handler that is
 * mapped by its URL, a servlet. A pattern that only covers the path, such as
 * {@code /{page}}, is no conflict.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ RequestMappingInfoHandlerMapping.class, DispatcherServletPath.class })
class RpcPathConfiguration {

	@Bean
	static SmartInitializingSingleton daemonRpcPathCheck(ObjectProvider<RequestMappingInfoHandlerMapping> controllers,
			ObjectProvider<RouterFunction<?>> functions, ObjectProvider<AbstractUrlHandlerMapping> handlers,
			ObjectProvider<ServletRegistrationBean<?>> servlets, ObjectProvider<DispatcherServletPath> servlet,
			RpcProperties properties) {
		return () -> {
			String path = properties.getHttp().getPath();
			DispatcherServletPath servletPath = servlet.getIfAvailable();
			String prefix = (servletPath != null) ? servletPath.getPrefix() : "";
			controllers.orderedStream().forEach((mapping) -> check(mapping.getHandlerMethods(), prefix, path));
			functions.orderedStream().forEach((function) -> {
				if (RpcRoutes.answers(function, prefix, path)) {
					throw new RpcPathException(path, "the router function '" + function + "'");
				}
			});
			handlers.orderedStream().forEach((mapping) -> checkUrls(mapping.getHandlerMap(), prefix, path));
			servlets.orderedStream().forEach((registration) -> check(registration, path));
		};
	}

	private static void check(Map<RequestMappingInfo, HandlerMethod> handlers, String prefix, String path) {
		handlers.forEach((info, handler) -> {
			Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
			boolean post = methods.isEmpty() || methods.contains(RequestMethod.POST);
			if (post && info.getPatternValues().stream().anyMatch((pattern) -> path.equals(prefix + pattern))) {
				throw new RpcPathException(path, "the controller method '" + handler.getShortLogMessage() + "'");
			}
		});
	}

	private static void checkUrls(Map<String, Object> handlers, String prefix, String path) {
		handlers.forEach((pattern, handler) -> {
			if (path.equals(prefix + pattern) && answersPost(handler)) {
				throw new RpcPathException(path, "the handler of type '" + handler.getClass().getName() + "'");
			}
		});
	}

	private static boolean answersPost(Object handler) {
		String[] methods = (handler instanceof WebContentGenerator generator) ? generator.getSupportedMethods() : null;
		return methods == null || ObjectUtils.containsElement(methods, HttpMethod.POST.name());
	}

	private static void check(ServletRegistrationBean<?> registration, String path) {
		if (!(registration.getServlet() instanceof RpcServlet) && registration.getUrlMappings().contains(path)) {
			throw new RpcPathException(path, "the servlet '" + registration.getServletName() + "'");
		}
	}

}
