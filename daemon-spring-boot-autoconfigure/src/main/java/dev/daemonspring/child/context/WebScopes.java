package dev.daemonspring.child.context;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * What the context of a servlet web application has for its beans beside their
 * definitions: the scopes of requests and sessions, and the proxies of the current
 * request and session. In a worker process there is never a current one, as on the
 * daemon's own threads that serve no request.
 */
final class WebScopes {

	private static final boolean WEB_PRESENT = isPresent("jakarta.servlet.ServletRequest")
			&& isPresent("org.springframework.web.context.support.WebApplicationContextUtils");

	private WebScopes() {
	}

	/**
	 * Have beans that a worker depends on find what they find in the daemon.
	 */
	static void addTo(ConfigurableListableBeanFactory beanFactory) {
		if (WEB_PRESENT) {
			Web.addTo(beanFactory);
		}
	}

	private static boolean isPresent(String className) {
		return ClassUtils.isPresent(className, WebScopes.class.getClassLoader());
	}

	/**
	 * What touches types of an optional library.
	 */
	private static final class Web {

		static void addTo(ConfigurableListableBeanFactory beanFactory) {
			WebApplicationContextUtils.registerWebApplicationScopes(beanFactory);
		}

	}

}
