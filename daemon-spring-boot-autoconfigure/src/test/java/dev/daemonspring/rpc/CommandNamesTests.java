package dev.daemonspring.rpc;

import java.nio.charset.StandardCharsets;
import java.util.List;

import com.fasterxml.jackson.databind.node.TextNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.daemonspring.rpc.RpcAccess.Level;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests that no other writing of a command's name gets by an exclusion.
 */
class CommandNamesTests {

	private final FakeWorkers workers = new FakeWorkers();

	private final RpcEngine engine = TestEngine.of(this.workers);

	@ParameterizedTest
	@ValueSource(strings = { "echo", "echo\n", "echo\n[]", "\necho", "echo\r", "echo ", " echo", "echo\u0000", "echo\t",
			"ECHO\n", "echo\u2028", "echo\u00a0", "echo/", "" })
	void excludedCommandIsNotCalled(String command) {
		RpcAccess access = TestEngine.access(Level.UNRESTRICTED, List.of("*"), List.of("ping.echo"));
		String name = new TextNode(command).toString();
		String method = new TextNode("ping." + command).toString();
		call("{'jsonrpc':'2.0','id':1,'method':'worker.send','params':['ping'," + name + ",[]]}", access);
		call("{'jsonrpc':'2.0','id':1,'method':'worker.send','params':['ping'," + name + ",1]}", access);
		call("{'jsonrpc':'2.0','id':1,'method':'worker.send','params':{'worker_name':'ping','command':" + name + "}}",
				access);
		call("{'jsonrpc':'2.0','id':1,'method':" + method + "}", access);
		String multicall = call("{'jsonrpc':'2.0','id':1,'method':'system.multicall','params':[[{'methodName':" + method
				+ "},{'methodName':'worker.send','params':['ping'," + name + "]}]]}", access);
		assertThat(multicall).contains("faultCode").doesNotContain("[[");
		assertThat(this.workers.calls).isEmpty();
	}

	private String call(String message, RpcAccess access) {
		byte[] bytes = message.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
		byte[] answer = this.engine.handle(bytes, access);
		assertThat(answer).isNotNull();
		String text = new String(answer, StandardCharsets.UTF_8);
		assertThat(text).containsAnyOf("\"error\"", "faultCode");
		return text;
	}

}
