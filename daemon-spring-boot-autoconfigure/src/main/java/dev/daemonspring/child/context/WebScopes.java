package dev.daemonspring.child.context;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.support.WebApplicationContextUtils;

/**
 * Adds what the context of a servlet web application offers its beans in addition: the
 * request and session scopes, and proxies for the current request and session. In a
 * worker process there is never a current request, just as on those threads of the daemon
 * that serve none.
 */
final class WebScopes {

	private static final boolean WEB_PRESENT = isPresent("jakarta.servlet.ServletRequest")
			&& isPresent("org.springframework.web.context.support.WebApplicationContextUtils");

	private WebScopes() {
	}

	/**
	 * Add the scopes, so that beans that a worker depends on find what they find in the
	 * daemon.
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
	 * Inner class to avoid a hard dependency on an optional library.
	 */
	private static final class Web {

		static void addTo(ConfigurableListableBeanFactory beanFactory) {
			WebApplicationContextUtils.registerWebApplicationScopes(beanFactory);
		}

	}

}
