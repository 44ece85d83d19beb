package dev.daemonspring.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletPath;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

import dev.daemonspring.rpc.http.ServletPathCheck;

/**
 * Configuration of the check at startup for handlers of a servlet application at the
 * page's paths, where they would never be called.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass({ RequestMappingInfoHandlerMapping.class, DispatcherServletPath.class })
class PagePathConfiguration {

	@Bean
	static ServletPathCheck daemonPagePathCheck(ObjectProvider<RequestMappingInfoHandlerMapping> controllers,
			ObjectProvider<RouterFunction<?>> functions, ObjectProvider<AbstractUrlHandlerMapping> handlers,
			ObjectProvider<ServletRegistrationBean<?>> servlets, ObjectProvider<DispatcherServletPath> servlet,
			PageProperties page) {
		DispatcherServletPath servletPath = servlet.getIfAvailable();
		return new ServletPathCheck(controllers, functions, handlers, servlets,
				(servletPath != null) ? servletPath.getPrefix() : "", page.paths().owner(page.isReadOnly()));
	}

}
