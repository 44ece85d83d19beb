package dev.daemonspring.supervisor;

import java.lang.reflect.Type;
import java.util.List;

import dev.daemonspring.child.CommandMethods.CommandMethod;
import dev.daemonspring.child.CommandMethods.CommandParameter;

/**
 * The description of a command that a worker offers.
 *
 * @param name the command's name
 * @param description what the command does, empty if its author did not say
 * @param parameters the parameters in the order of their declaration
 * @param result the declared type of the result
 * @since 0.1.0
 */
public record CommandDescription(String name, String description, List<Parameter> parameters, Type result) {

	static CommandDescription of(CommandMethod command) {
		return new CommandDescription(command.name(), command.description(),
				command.parameters().stream().map(Parameter::of).toList(), command.method().getGenericReturnType());
	}

	/**
	 * A parameter of a command, as its caller sees it.
	 *
	 * @param name the parameter's name
	 * @param type its declared type
	 * @param required whether a caller must pass it
	 */
	public record Parameter(String name, Type type, boolean required) {

		private static Parameter of(CommandParameter parameter) {
			return new Parameter(parameter.name(), parameter.type(), parameter.required());
		}

	}

}
