package dev.daemonspring.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.googlecode.jsonrpc4j.JsonRpcMethod;
import com.googlecode.jsonrpc4j.JsonRpcParam;
import org.jspecify.annotations.Nullable;

/**
 * The {@code worker.*} methods. Results are nodes, so that no setting of the application
 * changes their form.
 */
interface WorkerMethods {

	@JsonRpcMethod(value = "worker.list", required = true)
	@RpcOperation(description = "Lists the workers with their looptime in seconds", readOnly = true)
	JsonNode list();

	@JsonRpcMethod(value = "worker.status", required = true)
	@RpcOperation(description = "Returns the state code of a worker, or of every instance of every worker by name",
			readOnly = true)
	JsonNode status();

	@JsonRpcMethod(value = "worker.status", required = true)
	int status(@JsonRpcParam("name") String name);

	@JsonRpcMethod(value = "worker.info", required = true)
	@RpcOperation(description = "Returns everything known about a worker, or about every worker by name; "
			+ "durations in seconds", readOnly = true)
	JsonNode info();

	@JsonRpcMethod(value = "worker.info", required = true)
	JsonNode info(@JsonRpcParam("name") String name);

	@JsonRpcMethod(value = "worker.pause", required = true)
	@RpcOperation(description = "Pauses a worker, or every worker, at the end of its running iteration")
	JsonNode pause();

	@JsonRpcMethod(value = "worker.pause", required = true)
	boolean pause(@JsonRpcParam("name") String name);

	@JsonRpcMethod(value = "worker.resume", required = true)
	@RpcOperation(description = "Resumes a worker, or every worker")
	JsonNode resume();

	@JsonRpcMethod(value = "worker.resume", required = true)
	boolean resume(@JsonRpcParam("name") String name);

	@JsonRpcMethod(value = "worker.start", required = true)
	@RpcOperation(description = "Starts a worker that is stopped, failed or done")
	boolean start(@JsonRpcParam("name") String name);

	@JsonRpcMethod(value = "worker.stop", required = true)
	@RpcOperation(description = "Stops a worker at the end of its running iteration")
	boolean stop(@JsonRpcParam("name") String name);

	@JsonRpcMethod(value = "worker.restart", required = true)
	@RpcOperation(
			description = "Restarts a worker in a new process, at the end of its running iteration; rolling, its instances, or all "
					+ "workers, one after the other")
	boolean restart(@JsonRpcParam("name") String name);

	@JsonRpcMethod(value = "worker.restart", required = true)
	boolean restart(@JsonRpcParam("name") @Nullable String name, @JsonRpcParam("rolling") boolean rolling);

	@JsonRpcMethod(value = "worker.scale", required = true)
	@RpcOperation(description = "Makes the instances of a worker more or fewer, until the daemon ends")
	boolean scale(@JsonRpcParam("name") String name, @JsonRpcParam("instances") int instances);

	@JsonRpcMethod(value = "worker.run", required = true)
	@RpcOperation(description = "Runs one iteration of a worker now, also while it is paused; with a time to wait in "
			+ "seconds, returns its outcome and length")
	boolean run(@JsonRpcParam("name") String name);

	@JsonRpcMethod(value = "worker.run", required = true)
	JsonNode run(@JsonRpcParam("name") String name, @JsonRpcParam("wait") double wait);

	@JsonRpcMethod(value = WorkerCommands.SEND, required = true)
	@RpcOperation(description = "Calls a command of a worker and returns its result")
	JsonNode send(@JsonRpcParam("name") String name, @JsonRpcParam("command") String command,
			@JsonRpcParam("args") @Nullable JsonNode args);

}
