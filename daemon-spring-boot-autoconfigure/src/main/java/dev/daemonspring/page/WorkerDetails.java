package dev.daemonspring.page;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

import dev.daemonspring.rpc.JsonSchema;
import dev.daemonspring.supervisor.CommandDescription;

/**
 * What the page shows of a worker on demand.
 *
 * @param name the worker's name
 * @param lastError the last error in full, or {@code null}
 * @param commands its commands, or {@code null} when it does not tell them
 * @param lives its last lives, the latest first
 * @param log the log file of its process, or {@code null} when it has none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WorkerDetails(String name, @Nullable String lastError, @Nullable List<Command> commands, List<LifeView> lives,
		@Nullable String log) {

	/**
	 * A command.
	 *
	 * @param name the command's name
	 * @param description what it does, or an empty string
	 * @param parameters its parameters
	 */
	record Command(String name, String description, List<Parameter> parameters) {

		static Command of(CommandDescription command) {
			return new Command(command.name(), command.description(),
					command.parameters().stream().map(Parameter::of).toList());
		}

	}

	/**
	 * A parameter of a command.
	 *
	 * @param name the parameter's name
	 * @param required whether a caller must pass it
	 * @param schema the JSON schema of its type
	 */
	record Parameter(String name, boolean required, Map<String, Object> schema) {

		static Parameter of(CommandDescription.Parameter parameter) {
			return new Parameter(parameter.name(), parameter.required(), JsonSchema.of(parameter.type()));
		}

	}

}
