package dev.daemonspring.rpc;

import java.util.List;

import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.rpc.RpcAccess.Level;

/**
 * Engines for tests.
 */
public final class TestEngine {

	public static final RpcAccess ALL = access(Level.UNRESTRICTED, List.of("*"), List.of());

	private TestEngine() {
	}

	/**
	 * Return what a caller with a credential may call.
	 */
	public static RpcAccess access(Level level, List<String> include, List<String> exclude) {
		return new RpcRules(level, null, "daemon.rpc.test", include, exclude).of(RpcCaller.AUTHENTICATED);
	}

	public static RpcEngine of(FakeWorkers workers) {
		return of(workers, RpcLimits.DEFAULT);
	}

	public static RpcEngine of(FakeWorkers workers, RpcLimits limits) {
		RpcEngineFactory factory = new RpcEngineFactory(workers, limits, JsonMapper.builder().build());
		ExamplesService examples = (value) -> value;
		factory.add(ExamplesService.class, () -> examples, "bean 'examples'");
		return factory.create();
	}

}
