package dev.daemonspring.rpc;

import java.util.Set;
import java.util.function.Supplier;

import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.supervisor.Workers;

/**
 * A factory for an {@link RpcEngine} with the built-in methods and those of the
 * application. Not thread-safe.
 */
public class RpcEngineFactory {

	private static final String BUILT_IN = "the daemon itself";

	private final RpcLimits limits;

	private final RpcRegistry registry = new RpcRegistry();

	private final WorkerCommands commands;

	private final RpcServer builtIn;

	private final RpcServer application;

	private final RpcDispatcher dispatcher;

	/**
	 * Create a factory.
	 * @param workers the workers that the built-in methods control
	 * @param limits the limits of a message
	 * @param mapper the mapper for arguments and results of the application's methods
	 */
	public RpcEngineFactory(Workers workers, RpcLimits limits, JsonMapper mapper) {
		this.limits = limits;
		this.commands = new WorkerCommands(workers);
		MessageReader reader = new MessageReader(limits);
		this.builtIn = new RpcServer(new Jackson3Mapper(JsonMapper.builder().build(), reader));
		this.application = new RpcServer(new Jackson3Mapper(mapper, reader));
		WorkerMethodsHandler workerMethods = new WorkerMethodsHandler(workers, reader);
		addBuiltIn(WorkerMethods.class, workerMethods);
		DaemonMethods daemonMethods = () -> {
			workers.shutdown();
			return 0;
		};
		addBuiltIn(DaemonMethods.class, daemonMethods);
		this.dispatcher = new RpcDispatcher(this.registry, this.commands, this.builtIn, this.application);
		addBuiltIn(SystemMethods.class, new SystemMethodsHandler(this.dispatcher, limits));
	}

	private void addBuiltIn(Class<?> type, Object handler) {
		this.registry.add(type, () -> handler, BUILT_IN).forEach(this.builtIn::register);
	}

	/**
	 * Add the methods of an application's type that are annotated with
	 * {@code @JsonRpcMethod}.
	 * @param type the interface or class that declares them
	 * @param handler a supplier of the object that answers
	 * @param source where the methods come from, such as {@code bean 'examples'}
	 * @throws InvalidRpcMethodException when one of them can't be served
	 */
	void add(Class<?> type, Supplier<?> handler, String source) {
		Set<String> commandMethods = this.commands.all().keySet();
		for (RpcMethod method : this.registry.add(type, handler, source)) {
			String name = method.name();
			if (name.isBlank()) {
				throw new InvalidRpcMethodException(name, source, "it has no name");
			}
			if (RpcDispatcher.isReserved(name)) {
				throw new InvalidRpcMethodException(name, source,
						"names that begin with 'worker.', 'daemon.', 'system.' or 'rpc.' are reserved");
			}
			if (commandMethods.contains(name)) {
				throw new InvalidRpcMethodException(name, source, "a worker has a command of that name");
			}
			this.application.register(method);
		}
	}

	/**
	 * Create the engine.
	 * @return the engine
	 */
	public RpcEngine create() {
		return new RpcEngine(this.limits, this.dispatcher);
	}

}
