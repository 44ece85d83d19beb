package dev.daemonspring.rpc;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.googlecode.jsonrpc4j.JsonRpcClientException;
import com.googlecode.jsonrpc4j.JsonRpcError;
import com.googlecode.jsonrpc4j.JsonRpcErrors;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;
import com.googlecode.jsonrpc4j.JsonRpcService;
import org.jspecify.annotations.Nullable;

/**
 * What an application may bring.
 */
@JsonRpcService("/rpc")
public interface ExamplesService {

	@JsonRpcMethod("examples.echo")
	@Nullable Object echo(@Nullable Object value);

	@JsonRpcMethod("examples.subtract")
	default int subtract(@JsonRpcParam("minuend") int minuend, @JsonRpcParam("subtrahend") int subtrahend) {
		return minuend - subtrahend;
	}

	@JsonRpcMethod("examples.join")
	default String join(List<String> words) {
		return String.join("-", words);
	}

	@JsonRpcMethod("examples.text")
	default String text(String text) {
		return text;
	}

	@JsonRpcMethod("examples.point")
	default Point point(Point point) {
		return new Point(point.y(), point.x());
	}

	@JsonRpcMethod("examples.points")
	default Map<String, List<Point>> points(Map<String, List<Point>> points) {
		return points;
	}

	@JsonRpcMethod("examples.greet")
	default String greet(String name, Optional<String> greeting) {
		return greeting.orElse("Hello") + " " + name;
	}

	@JsonRpcMethod("examples.sum")
	default int sum() {
		return 0;
	}

	@JsonRpcMethod("examples.sum")
	default int sum(int a) {
		return a;
	}

	@JsonRpcMethod("examples.nothing")
	default void nothing() {
	}

	@JsonRpcMethod("examples.fail")
	default void fail() {
		throw new IllegalStateException("secret of dev.daemonspring.Hidden");
	}

	@JsonRpcMethod("examples.overflow")
	default void overflow() {
		overflow();
	}

	@JsonRpcMethod("examples.refuse")
	default void refuse() {
		throw new JsonRpcClientException(-31000, "told on purpose", null);
	}

	@JsonRpcMethod("examples.declared")
	@JsonRpcErrors(@JsonRpcError(exception = IllegalStateException.class, code = -31001, message = "declared"))
	default void declared() {
		throw new IllegalStateException("secret");
	}

	@JsonRpcMethod("examples.read")
	@RpcOperation(description = "Reads", readOnly = true)
	default int read() {
		return 7;
	}

	/**
	 * Not to be called from outside.
	 */
	default void hidden() {
		throw new AssertionError("called");
	}

	record Point(int x, int y) {
	}

}
