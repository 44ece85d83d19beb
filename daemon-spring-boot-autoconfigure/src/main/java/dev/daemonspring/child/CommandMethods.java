package dev.daemonspring.child;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.KotlinDetector;
import org.springframework.core.MethodIntrospector;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.StringUtils;

import dev.daemonspring.worker.WorkerCommand;

/**
 * The methods of a class that are annotated {@link WorkerCommand @WorkerCommand}, by the
 * names of their commands. The daemon describes them and the worker process calls them.
 * Immutable.
 */
public final class CommandMethods {

	private static final DefaultParameterNameDiscoverer parameterNames = new DefaultParameterNameDiscoverer();

	private final Map<String, CommandMethod> byName;

	private CommandMethods(Map<String, CommandMethod> byName) {
		this.byName = byName;
	}

	/**
	 * Find the command methods of a class.
	 * @param type the class of a worker
	 * @return its command methods
	 * @throws IllegalArgumentException when a method can't be a command, or two share the
	 * name of one
	 */
	public static CommandMethods of(Class<?> type) {
		Map<String, CommandMethod> byName = new TreeMap<>();
		Map<Method, WorkerCommand> methods = MethodIntrospector.selectMethods(type,
				(MethodIntrospector.MetadataLookup<@Nullable WorkerCommand>) (method) -> AnnotatedElementUtils
					.findMergedAnnotation(method, WorkerCommand.class));
		methods.forEach((method, annotation) -> {
			CommandMethod command = CommandMethod.of(method, annotation);
			CommandMethod other = byName.putIfAbsent(command.name(), command);
			if (other != null) {
				throw new IllegalArgumentException("The command '%s' is declared by two methods, %s and %s"
					.formatted(command.name(), other.method().toGenericString(), method.toGenericString()));
			}
		});
		return new CommandMethods(Collections.unmodifiableMap(byName));
	}

	/**
	 * Return all commands in the order of their names.
	 * @return the commands
	 */
	public Collection<CommandMethod> all() {
		return this.byName.values();
	}

	@Nullable CommandMethod find(String name) {
		return this.byName.get(name);
	}

	/**
	 * A method that is a command.
	 *
	 * @param name the command's name
	 * @param description what it does, or empty
	 * @param concurrent whether it runs beside the loop
	 * @param method the method
	 * @param parameters its parameters
	 */
	public record CommandMethod(String name, String description, boolean concurrent, Method method,
			List<CommandParameter> parameters) {

		private static CommandMethod of(Method method, WorkerCommand annotation) {
			String name = StringUtils.hasText(annotation.name()) ? annotation.name() : method.getName();
			check(name, method);
			@Nullable String @Nullable [] names = parameterNames.getParameterNames(method);
			List<CommandParameter> parameters = new ArrayList<>();
			for (int i = 0; i < method.getParameterCount(); i++) {
				// Knows of Optional, of nullable types, and of Kotlin's default values
				MethodParameter parameter = new MethodParameter(method, i);
				String parameterName = (names != null) ? names[i] : null;
				parameters.add(new CommandParameter((parameterName != null) ? parameterName : "arg" + i,
						method.getGenericParameterTypes()[i], !parameter.isOptional(),
						KotlinCommands.hasDefault(method, i)));
			}
			return new CommandMethod(name, annotation.description(), annotation.concurrent(), method,
					List.copyOf(parameters));
		}

		private static void check(String name, Method method) {
			if (!Names.isName(name)) {
				throw new IllegalArgumentException(
						"The command name '%s' does not match '%s'".formatted(name, Names.pattern()));
			}
			if (Modifier.isStatic(method.getModifiers())) {
				throw new IllegalArgumentException("The command '%s' is a static method, %s, which has no worker"
					.formatted(name, method.toGenericString()));
			}
			if (KotlinDetector.isSuspendingFunction(method)) {
				throw new IllegalArgumentException(
						"The command '%s' is a suspending function, %s, and the loop's thread would have to wait for it"
							.formatted(name, method.toGenericString()));
			}
		}

	}

	/**
	 * A parameter of a command, as the worker process fills it.
	 *
	 * @param name the parameter's name
	 * @param type its declared type
	 * @param required whether the caller must give it
	 * @param defaulted whether the method has a value for it when the caller gives none
	 */
	public record CommandParameter(String name, Type type, boolean required, boolean defaulted) {
	}

}
