package dev.daemonspring.supervisor;

import java.lang.reflect.Type;
import java.util.List;

/**
 * A command that a worker offers.
 *
 * @param name the command's name
 * @param description what the command does, empty when its author did not say
 * @param parameters the parameters in their order
 * @param result the declared type of the result
 * @since 0.1.0
 */
public record CommandDescription(String name, String description, List<Parameter> parameters, Type result) {

	/**
	 * A parameter of a command.
	 *
	 * @param name the parameter's name
	 * @param type its declared type
	 * @param required whether a caller must give it
	 */
	public record Parameter(String name, Type type, boolean required) {
	}

}
