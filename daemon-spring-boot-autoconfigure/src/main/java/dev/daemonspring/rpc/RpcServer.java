package dev.daemonspring.rpc;

import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.googlecode.jsonrpc4j.JsonRpcBasicServer;
import com.googlecode.jsonrpc4j.JsonRpcInterceptor;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * A jsonrpc4j server, limited to finding the Java method for a known name and its
 * arguments, converting the arguments, calling the method and converting the result. It
 * never sees a caller's message, an id, an unknown name or a batch. Thread-safe.
 */
class RpcServer extends JsonRpcBasicServer {

	private static final Log logger = LogFactory.getLog(RpcServer.class);

	private static final String INDEX_MESSAGE = "Failed to read method parameter at index ";

	private final Map<String, RpcMethod> methods = new ConcurrentHashMap<>();

	RpcServer(Jackson3Mapper mapper) {
		super(mapper, null, null);
		setErrorResolver(new RpcErrors());
		setShouldLogInvocationErrors(false);
		setBackwardsCompatible(false);
		setInterceptorList(List.of(new Access()));
	}

	void register(RpcMethod method) {
		this.methods.put(method.name(), method);
	}

	/**
	 * Call a registered method.
	 * @return its result
	 * @throws RpcException when it fails, or an argument is not of its parameter's type
	 */
	JsonNode call(RpcMethod method, ArrayNode arguments) {
		ObjectNode response = response(method.name(), arguments);
		JsonNode error = response.get(ERROR);
		if (error == null) {
			return response.get(RESULT);
		}
		String message = error.path(ERROR_MESSAGE).asText();
		if (message.startsWith(INDEX_MESSAGE)) {
			throw method.invalidParams(Integer.valueOf(message.substring(INDEX_MESSAGE.length())));
		}
		throw new RpcException(new RpcError(error.path(ERROR_CODE).asInt(), message, error.get(DATA)));
	}

	private ObjectNode response(String name, ArrayNode arguments) {
		ObjectNode request = JsonNodeFactory.instance.objectNode();
		request.put(JSONRPC, VERSION).put(METHOD, name).put(ID, 1).set(PARAMS, arguments);
		try {
			return (ObjectNode) super.handleJsonNodeRequest(request).getResponse();
		}
		catch (JsonProcessingException ex) {
			logger.warn("The result of '" + name + "' can't be written as JSON", ex);
			throw new RpcException(RpcError.of(RpcErrorCode.INTERNAL_ERROR));
		}
	}

	@Override
	protected String getServiceName(String methodName) {
		return methodName;
	}

	@Override
	protected Class<?>[] getHandlerInterfaces(String serviceName) {
		return new Class<?>[] { method(serviceName).type() };
	}

	@Override
	protected Object getHandler(String serviceName) {
		return method(serviceName).handler().get();
	}

	private RpcMethod method(String name) {
		RpcMethod method = this.methods.get(name);
		if (method == null) {
			throw new RpcException(RpcError.of(RpcErrorCode.METHOD_NOT_FOUND));
		}
		return method;
	}

	/**
	 * An interceptor that makes a method accessible whose declaring type is
	 * package-private.
	 */
	private static final class Access implements JsonRpcInterceptor {

		@Override
		public void preHandleJson(JsonNode json) {
		}

		@Override
		public void preHandle(Object target, Method method, List<JsonNode> params) {
			ReflectionUtils.makeAccessible(method);
		}

		@Override
		public void postHandle(Object target, Method method, List<JsonNode> params, @Nullable JsonNode result) {
		}

		@Override
		public void postHandleJson(JsonNode json) {
		}

	}

}
