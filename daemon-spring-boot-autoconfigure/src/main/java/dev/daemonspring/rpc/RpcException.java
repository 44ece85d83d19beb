package dev.daemonspring.rpc;

/**
 * An exception that ends the handling of a request with an error that the caller may see.
 */
class RpcException extends RuntimeException {

	private final transient RpcError error;

	RpcException(RpcError error) {
		super(error.message(), null, false, false);
		this.error = error;
	}

	RpcException(RpcErrorCode code, String reason) {
		this(RpcError.of(code, reason));
	}

	RpcError error() {
		return this.error;
	}

}
