package dev.daemonspring.sample;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcService;

/**
 * RPC methods of the application's own, served beside those of the workers.
 */
@JsonRpcService("/rpc")
public interface Examples {

	/**
	 * Return what is given.
	 * @param text any text
	 * @return the same text
	 */
	@JsonRpcMethod("examples.echo")
	String echo(String text);

}
