package dev.daemonspring.child;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Starts an application as the servlet container of its daemon started it: through its
 * {@code SpringBootServletInitializer}, so that whatever that sets on its
 * {@code SpringApplication} applies. There is no servlet container in a worker process;
 * the servlet context passed to the initializer is empty and ignores everything.
 */
final class ServletInitializer {

	private static final String SERVLET_CONTEXT = "jakarta.servlet.ServletContext";

	private static final String METHOD = "createRootApplicationContext";

	private final Object initializer;

	private final Class<?> servletContextType;

	private ServletInitializer(Object initializer, Class<?> servletContextType) {
		this.initializer = initializer;
		this.servletContextType = servletContextType;
	}

	static ServletInitializer of(Class<?> type) throws ReflectiveOperationException {
		Constructor<?> constructor = type.getDeclaredConstructor();
		ReflectionUtils.makeAccessible(constructor);
		return new ServletInitializer(constructor.newInstance(),
				ClassUtils.forName(SERVLET_CONTEXT, type.getClassLoader()));
	}

	/**
	 * Run the application on this thread.
	 * @throws Exception what the initializer throws
	 */
	void run() throws Exception {
		Method method = ReflectionUtils.findMethod(this.initializer.getClass(), METHOD, this.servletContextType);
		if (method == null) {
			throw new IllegalStateException("Class '" + this.initializer.getClass().getName() + "' has no method '"
					+ METHOD + "(ServletContext)' and can't start the application in a worker process");
		}
		ReflectionUtils.makeAccessible(method);
		try {
			method.invoke(this.initializer, servletContext());
		}
		catch (InvocationTargetException ex) {
			if (ex.getTargetException() instanceof Exception exception) {
				throw exception;
			}
			throw ex;
		}
	}

	private Object servletContext() {
		return Proxy.newProxyInstance(this.servletContextType.getClassLoader(),
				new Class<?>[] { this.servletContextType }, (proxy, method, arguments) -> switch (method.getName()) {
					case "equals" -> proxy == arguments[0];
					case "hashCode" -> System.identityHashCode(proxy);
					case "toString" -> "the servlet context of a worker process, which has no servlet container";
					default -> nothing(method.getReturnType());
				});
	}

	private static @Nullable Object nothing(Class<?> type) {
		if (type == boolean.class) {
			return false;
		}
		if (type == int.class) {
			return 0;
		}
		if (type == String.class || type.isArray()) {
			return null;
		}
		if (type == Enumeration.class) {
			return Collections.emptyEnumeration();
		}
		if (type == Map.class) {
			return Map.of();
		}
		return (type == Set.class) ? Set.of() : null;
	}

}
