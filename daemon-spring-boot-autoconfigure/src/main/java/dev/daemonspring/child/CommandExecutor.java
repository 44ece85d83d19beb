package dev.daemonspring.child;

import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.util.function.SingletonSupplier;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.daemonspring.child.CommandMethods.CommandMethod;
import dev.daemonspring.child.CommandMethods.CommandParameter;
import dev.daemonspring.protocol.CommandRequest;
import dev.daemonspring.protocol.CommandStatus;
import dev.daemonspring.protocol.InstanceName;
import dev.daemonspring.region.PendingCommand;

/**
 * Executes commands from the mailbox and answers every one of them, whatever happens. As
 * thread-safe as the commands themselves.
 */
final class CommandExecutor {

	private static final Log logger = LogFactory.getLog(CommandExecutor.class);

	private final String worker;

	private final CommandTarget target;

	private final CommandMethods methods;

	private final Supplier<JsonMapper> mapper;

	private final @Nullable WorkObserver observer;

	/**
	 * Create an executor.
	 * @throws IllegalStateException if a command of the worker can't be called
	 */
	CommandExecutor(String worker, Object target, CommandMethods methods, Supplier<JsonMapper> mapper) {
		this(worker, target, methods, mapper, null);
	}

	/**
	 * Create an executor.
	 * @throws IllegalStateException if a command of the worker can't be called
	 */
	CommandExecutor(String worker, Object target, CommandMethods methods, Supplier<JsonMapper> mapper,
			@Nullable WorkObserver observer) {
		this.observer = observer;
		this.worker = worker;
		this.target = new CommandTarget(target, methods);
		this.methods = methods;
		this.mapper = SingletonSupplier.of(mapper);
	}

	/**
	 * Have the mapper know the types of all commands, so that the first command does not
	 * wait for that. What it can't map is told by the command.
	 */
	void prepare() {
		JsonMapper jsonMapper = this.mapper.get();
		for (CommandMethod command : this.methods.all()) {
			for (CommandParameter parameter : command.parameters()) {
				jsonMapper.readerFor(jsonMapper.constructType(parameter.type()));
			}
			jsonMapper.writerFor(jsonMapper.constructType(command.method().getGenericReturnType()));
		}
	}

	/**
	 * Return whether the worker has commands that run concurrently with the loop.
	 */
	boolean hasConcurrent() {
		return this.methods.all().stream().anyMatch(CommandMethod::concurrent);
	}

	/**
	 * Return whether a command runs concurrently with the loop.
	 */
	boolean isConcurrent(PendingCommand pending) {
		CommandMethod method = find(pending);
		return method != null && method.concurrent();
	}

	private @Nullable CommandMethod find(PendingCommand pending) {
		try {
			return this.methods.find(CommandRequest.of(pending.body()).command());
		}
		catch (IllegalArgumentException ex) {
			// The answer says what is wrong, when it is the command's turn
			return null;
		}
	}

	void execute(PendingCommand pending) {
		Outcome outcome = anyOutcome(pending);
		if (outcome.status() == CommandStatus.OK) {
			answer(pending, outcome.text().getBytes(StandardCharsets.UTF_8));
		}
		else {
			pending.answerInWords(outcome.status().code(), outcome.text());
			outcome.log(this.worker);
		}
	}

	/**
	 * Half a result is none.
	 */
	private void answer(PendingCommand pending, byte[] result) {
		try {
			pending.answer(CommandStatus.OK.code(), result);
		}
		catch (IllegalArgumentException ex) {
			pending.answerInWords(CommandStatus.RESULT_TOO_LARGE.code(),
					"The result has %d bytes, more than the mailbox of worker '%s' takes; raise 'daemon.mailbox-size'"
						.formatted(result.length, this.worker));
		}
	}

	/**
	 * Never throws: nobody else would answer the caller.
	 */
	private Outcome anyOutcome(PendingCommand pending) {
		try {
			return outcome(CommandRequest.of(pending.body()));
		}
		catch (IllegalArgumentException ex) {
			return new Outcome(CommandStatus.INVALID_ARGUMENTS, String.valueOf(ex.getMessage()));
		}
		catch (Throwable ex) {
			return new Outcome(CommandStatus.FAILED, "The command failed: " + FailureDescription.summary(ex), ex);
		}
	}

	private Outcome outcome(CommandRequest request) {
		CommandMethod command = this.methods.find(request.command());
		if (command == null) {
			List<String> known = this.methods.all().stream().map(CommandMethod::name).toList();
			return new Outcome(CommandStatus.UNKNOWN_COMMAND, "Worker '%s' has no command '%s'. Known commands: %s"
				.formatted(this.worker, request.command(), known));
		}
		@Nullable Object[] arguments;
		try {
			arguments = arguments(command, this.mapper.get().readTree(request.arguments()));
		}
		catch (JacksonException | IllegalArgumentException ex) {
			return new Outcome(CommandStatus.INVALID_ARGUMENTS,
					"The arguments do not fit command '%s' of worker '%s': %s".formatted(request.command(), this.worker,
							reason(ex)));
		}
		return invoke(command, arguments, request.headers());
	}

	private Outcome invoke(CommandMethod command, @Nullable Object[] arguments, Map<String, String> headers) {
		try {
			Object result = (this.observer == null) ? this.target.invoke(command, arguments)
					: this.observer.command(InstanceName.of(this.worker).worker(), command.name(), command.method(),
							headers, () -> this.target.invoke(command, arguments));
			return new Outcome(CommandStatus.OK, this.mapper.get().writeValueAsString(result));
		}
		catch (InvocationTargetException ex) {
			return failed(command, ex.getTargetException());
		}
		catch (Throwable ex) {
			// A result that can't be written is for the caller, too: nobody else waits
			// for it
			return failed(command, ex);
		}
	}

	private Outcome failed(CommandMethod command, Throwable failure) {
		String message = FailureDescription.message(failure);
		String reason = (message != null) ? message : "no reason given, see the worker's log";
		return new Outcome(CommandStatus.FAILED,
				"Command '%s' of worker '%s' failed: %s".formatted(command.name(), this.worker, reason), failure);
	}

	private @Nullable Object[] arguments(CommandMethod command, JsonNode given) {
		List<CommandParameter> parameters = command.parameters();
		if (given.isObject()) {
			given.propertyNames().forEach((name) -> {
				if (parameters.stream().noneMatch((parameter) -> parameter.name().equals(name))) {
					throw new IllegalArgumentException("there is no parameter '%s'".formatted(name));
				}
			});
		}
		else if (!given.isArray()) {
			throw new IllegalArgumentException("they must be an array or an object");
		}
		else if (given.size() > parameters.size()) {
			throw new IllegalArgumentException(
					"there are %d, and the command takes %d".formatted(given.size(), parameters.size()));
		}
		@Nullable Object[] arguments = new Object[parameters.size()];
		for (int i = 0; i < arguments.length; i++) {
			CommandParameter parameter = parameters.get(i);
			JsonNode value = given.isObject() ? given.get(parameter.name()) : given.get(i);
			arguments[i] = argument(parameter, value);
		}
		return arguments;
	}

	private @Nullable Object argument(CommandParameter parameter, @Nullable JsonNode value) {
		JsonMapper jsonMapper = this.mapper.get();
		if (value == null || value.isNull()) {
			if (parameter.required()) {
				throw new IllegalArgumentException("'%s' is missing".formatted(parameter.name()));
			}
			if (parameter.defaulted()) {
				return CommandTarget.LEFT_OUT;
			}
			value = jsonMapper.nullNode();
		}
		try {
			return jsonMapper.treeToValue(value, jsonMapper.constructType(parameter.type()));
		}
		catch (JacksonException ex) {
			throw new IllegalArgumentException("'%s' is not a valid %s".formatted(parameter.name(),
					parameter.type().getTypeName().replaceAll("^.*[.$]", "")), ex);
		}
	}

	private static @Nullable String reason(Exception ex) {
		return (ex instanceof JacksonException jackson) ? jackson.getOriginalMessage() : ex.getMessage();
	}

	/**
	 * The outcome of a command.
	 *
	 * @param status whether it succeeded, or why not
	 * @param text the result as JSON, or a sentence for the caller
	 * @param failure what the command threw, or {@code null}
	 */
	private record Outcome(CommandStatus status, String text, @Nullable Throwable failure) {

		Outcome(CommandStatus status, String text) {
			this(status, text, null);
		}

		/**
		 * Log what the command threw, after the caller has been answered.
		 */
		void log(String worker) {
			if (this.failure == null) {
				return;
			}
			try {
				logger.warn("A command of worker '" + worker + "' failed",
						FailureDescription.of(this.failure).loggable());
			}
			catch (Throwable ex) {
				// The caller has its answer
			}
		}

	}

}
