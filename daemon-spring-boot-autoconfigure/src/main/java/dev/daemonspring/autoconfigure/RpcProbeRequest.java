package dev.daemonspring.autoconfigure;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletMapping;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import org.jspecify.annotations.Nullable;

/**
 * A mock request for the RPC's endpoint, to test whether a matcher matches the endpoint.
 * It has the method, path, addresses and content type of a call, but no headers and no
 * body.
 */
final class RpcProbeRequest {

	private final @Nullable ServletContext context;

	private final String contextPath;

	private final String path;

	private final Map<Object, @Nullable Object> attributes = new HashMap<>();

	private RpcProbeRequest(@Nullable ServletContext context, String path) {
		this.context = context;
		this.contextPath = (context != null) ? Objects.requireNonNullElse(context.getContextPath(), "") : "";
		this.path = path;
	}

	static HttpServletRequest of(@Nullable ServletContext context, String path) {
		RpcProbeRequest request = new RpcProbeRequest(context, path);
		return (HttpServletRequest) Proxy.newProxyInstance(HttpServletRequest.class.getClassLoader(),
				new Class<?>[] { HttpServletRequest.class },
				(proxy, method, arguments) -> request.answer(proxy, method, arguments));
	}

	private @Nullable Object answer(Object proxy, Method method, Object @Nullable [] arguments) {
		return switch (method.getName()) {
			case "getMethod" -> "POST";
			case "getScheme" -> "http";
			case "getServerName" -> "localhost";
			case "getProtocol" -> "HTTP/1.1";
			case "getContentType" -> "application/json";
			case "getRemoteAddr" -> "127.0.0.1";
			case "getRequestURI" -> this.contextPath + this.path;
			case "getRequestURL" -> new StringBuffer("http://localhost" + this.contextPath + this.path);
			case "getContextPath" -> this.contextPath;
			case "getServletPath" -> this.path;
			case "getHttpServletMapping" -> new ExactMapping(this.path);
			case "getServletContext" -> this.context;
			case "getDispatcherType" -> DispatcherType.REQUEST;
			case "getHeaders", "getHeaderNames", "getParameterNames", "getLocales" -> Collections.emptyEnumeration();
			case "getAttributeNames" -> Collections.enumeration(this.attributes.keySet());
			case "getParameterMap" -> Map.of();
			case "getAttribute" -> this.attributes.get(first(arguments));
			case "setAttribute" -> this.attributes.put(first(arguments), Objects.requireNonNull(arguments)[1]);
			case "removeAttribute" -> this.attributes.remove(first(arguments));
			case "equals" -> proxy == first(arguments);
			case "hashCode" -> System.identityHashCode(proxy);
			case "toString" -> "POST " + this.contextPath + this.path;
			default -> nothing(method.getReturnType());
		};
	}

	private static Object first(Object @Nullable [] arguments) {
		return Objects.requireNonNull(arguments)[0];
	}

	private static @Nullable Object nothing(Class<?> type) {
		return (type == boolean.class) ? Boolean.FALSE
				: (type == int.class) ? (Object) 0 : (type == long.class) ? 0L : null;
	}

	/**
	 * The mapping of the RPC's servlet.
	 */
	private record ExactMapping(String path) implements HttpServletMapping {

		@Override
		public String getMatchValue() {
			return this.path.substring(1);
		}

		@Override
		public String getPattern() {
			return this.path;
		}

		@Override
		public String getServletName() {
			return "daemonRpc";
		}

		@Override
		public MappingMatch getMappingMatch() {
			return MappingMatch.EXACT;
		}

	}

}
