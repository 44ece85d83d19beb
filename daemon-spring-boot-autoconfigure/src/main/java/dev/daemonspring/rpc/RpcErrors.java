package dev.daemonspring.rpc;

import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.googlecode.jsonrpc4j.ErrorResolver;
import com.googlecode.jsonrpc4j.JsonRpcClientException;
import com.googlecode.jsonrpc4j.JsonRpcErrors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;

import dev.daemonspring.supervisor.AmbiguousWorkerException;
import dev.daemonspring.supervisor.CommandException;
import dev.daemonspring.supervisor.InvalidScaleException;
import dev.daemonspring.supervisor.UnknownWorkerException;
import dev.daemonspring.supervisor.WorkersNotRunException;

/**
 * A resolver that turns an exception into the error that the caller sees. It discloses
 * only what was written for the caller, never the class or message of any other
 * exception. It always returns an error and never throws, because jsonrpc4j discloses
 * whatever is not resolved. Thread-safe.
 */
class RpcErrors implements ErrorResolver {

	private static final Log logger = LogFactory.getLog(RpcErrors.class);

	@Override
	public JsonError resolveError(Throwable thrown, Method method, List<JsonNode> arguments) {
		RpcError error;
		try {
			error = toError(thrown, method);
		}
		catch (RuntimeException ex) {
			logger.warn("The failure of '" + method.getName() + "' can't be described to its caller", ex);
			error = RpcError.of(RpcErrorCode.INTERNAL_ERROR);
		}
		return new JsonError(error.code(), error.message(), error.data());
	}

	private RpcError toError(Throwable thrown, Method method) {
		if (thrown instanceof RpcException ex) {
			return ex.error();
		}
		if (thrown instanceof UnknownWorkerException ex) {
			Map<String, Object> data = new LinkedHashMap<>();
			data.put("worker", ex.worker());
			data.put("known", ex.known());
			return RpcError.of(RpcErrorCode.INVALID_PARAMS, (ex instanceof AmbiguousWorkerException)
					? String.valueOf(ex.getMessage()) : "there is no worker '" + ex.worker() + "'", data);
		}
		if (thrown instanceof InvalidScaleException) {
			return RpcError.of(RpcErrorCode.INVALID_PARAMS, String.valueOf(thrown.getMessage()), Map.of("argument", 2));
		}
		if (thrown instanceof CommandException ex) {
			return toError(ex);
		}
		if (thrown instanceof WorkersNotRunException ex) {
			return RpcError.of(RpcErrorCode.WORKER_NOT_RUNNING, String.valueOf(ex.getMessage()));
		}
		if (thrown instanceof JsonRpcClientException ex) {
			return new RpcError(ex.getCode(), String.valueOf(ex.getMessage()), ex.getData());
		}
		RpcError declared = declaredError(thrown, method);
		if (declared != null) {
			return declared;
		}
		logger.warn("The method '" + method.getName() + "' of '" + method.getDeclaringClass().getName()
				+ "' failed; its caller received 'Internal error'", thrown);
		return RpcError.of(RpcErrorCode.INTERNAL_ERROR);
	}

	private RpcError toError(CommandException ex) {
		String message = String.valueOf(ex.getMessage());
		return switch (ex.reason()) {
			case UNKNOWN_COMMAND -> RpcError.of(RpcErrorCode.METHOD_NOT_FOUND, message);
			case INVALID_ARGUMENTS -> RpcError.of(RpcErrorCode.INVALID_PARAMS, message);
			case NOT_RUNNING -> RpcError.of(RpcErrorCode.WORKER_NOT_RUNNING, message);
			case MAILBOX_FULL -> RpcError.of(RpcErrorCode.MAILBOX_FULL, message);
			case TOO_LARGE -> RpcError.of(RpcErrorCode.TOO_LARGE, message);
			case FAILED -> RpcError.of(RpcErrorCode.COMMAND_FAILED, message);
			case TIMED_OUT -> RpcError.of(RpcErrorCode.COMMAND_TIMED_OUT, message, Map.of("mayStillRun", false));
			case TIMED_OUT_RUNNING -> RpcError.of(RpcErrorCode.COMMAND_TIMED_OUT, message, Map.of("mayStillRun", true));
			case INTERRUPTED -> RpcError.of(RpcErrorCode.COMMAND_INTERRUPTED, message);
		};
	}

	/**
	 * Return the error that the method's author declared with {@code @JsonRpcErrors},
	 * with the message of the annotation and not of the exception.
	 */
	private @Nullable RpcError declaredError(Throwable thrown, Method method) {
		JsonRpcErrors errors = AnnotatedElementUtils.findMergedAnnotation(method, JsonRpcErrors.class);
		if (errors == null) {
			return null;
		}
		for (com.googlecode.jsonrpc4j.JsonRpcError error : errors.value()) {
			if (error.exception().isInstance(thrown)) {
				String message = (!error.message().isEmpty()) ? error.message() : "Server error";
				return new RpcError(error.code(), message, (!error.data().isEmpty()) ? error.data() : null);
			}
		}
		return null;
	}

}
