package dev.daemonspring.process;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;

/**
 * The deployment of an application in a servlet container, whose process is not the
 * application's own.
 */
final class ServletDeployment {

	private static final boolean possible = ClassUtils.isPresent("jakarta.servlet.ServletContext",
			ServletDeployment.class.getClassLoader())
			&& ClassUtils.isPresent("org.springframework.web.context.WebApplicationContext",
					ServletDeployment.class.getClassLoader());

	private static final String INIT_PARAMETERS = "servletContextInitParams";

	private ServletDeployment() {
	}

	/**
	 * Return whether an application is deployed in a container. One with an embedded web
	 * server gets its servlet context later.
	 * @param context the application's context, which is not yet refreshed
	 */
	static boolean isOf(ApplicationContext context) {
		return possible && Web.hasServletContext(context);
	}

	/**
	 * Return the servlet initializer that started the application.
	 * @param mainClass the main class as the application has deduced it
	 * @return the initializer, or {@code null} if the application was started otherwise
	 */
	static @Nullable Class<?> initializer(@Nullable Class<?> mainClass) {
		return (mainClass != null && Web.isInitializer(mainClass)) ? mainClass : null;
	}

	/**
	 * Return the init parameters that the deployment configures for the servlet context.
	 */
	static Map<String, String> initParameters(ConfigurableEnvironment environment) {
		Map<String, String> parameters = new LinkedHashMap<>();
		if (environment.getPropertySources().get(INIT_PARAMETERS) instanceof EnumerablePropertySource<?> source) {
			for (String name : source.getPropertyNames()) {
				parameters.put(name, String.valueOf(source.getProperty(name)));
			}
		}
		return parameters;
	}

	/**
	 * Code that can be loaded only if the servlet API is present.
	 */
	private static final class Web {

		static boolean hasServletContext(ApplicationContext context) {
			return context instanceof WebApplicationContext web && web.getServletContext() != null;
		}

		static boolean isInitializer(Class<?> type) {
			return SpringBootServletInitializer.class.isAssignableFrom(type);
		}

	}

}
