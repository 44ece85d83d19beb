package dev.daemonspring.autoconfigure;

import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Looks at the start whether a controller, or a router function, of the application
 * answers at the RPC's path, where it would never be called. A pattern that only covers
 * the path, such as {@code /{page}}, is no conflict.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ RequestMappingInfoHandlerMapping.class, DispatcherServletPath.class })
class RpcPathConfiguration {

	@Bean
	static SmartInitializingSingleton daemonRpcPathCheck(ObjectProvider<RequestMappingInfoHandlerMapping> controllers,
			ObjectProvider<RouterFunction<?>> functions, ObjectProvider<DispatcherServletPath> servlet,
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

}
