package dev.daemonspring.child;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import kotlin.reflect.KFunction;
import kotlin.reflect.KParameter;
import kotlin.reflect.jvm.KCallablesJvm;
import kotlin.reflect.jvm.ReflectJvmMapping;
import org.jspecify.annotations.Nullable;
import org.springframework.core.KotlinDetector;

/**
 * Calls Kotlin functions with the default values of omitted parameters. The classes of
 * {@code kotlin-reflect} are touched only if they are present and the function is a
 * Kotlin one. Stateless.
 */
final class KotlinCommands {

	private KotlinCommands() {
	}

	/**
	 * Return whether a parameter has a known default value.
	 * @param method the method, of any language
	 * @param index the index of the parameter
	 * @return whether it has one
	 */
	static boolean hasDefault(Method method, int index) {
		return KotlinDetector.isKotlinReflectPresent() && KotlinDetector.isKotlinType(method.getDeclaringClass())
				&& Delegate.hasDefault(method, index);
	}

	/**
	 * Call a function whose caller has omitted parameters.
	 * @param method the function, which has a default value for each of them
	 * @param target the object that it is called on
	 * @param arguments the arguments, with {@link CommandTarget#LEFT_OUT} for omitted
	 * ones
	 * @return its result
	 */
	static @Nullable Object invoke(Method method, Object target, @Nullable Object[] arguments)
			throws IllegalAccessException, InvocationTargetException {
		return Delegate.invoke(method, target, arguments);
	}

	/**
	 * Inner class to avoid a hard dependency on Kotlin.
	 */
	private static final class Delegate {

		static boolean hasDefault(Method method, int index) {
			KFunction<?> function = ReflectJvmMapping.getKotlinFunction(method);
			List<KParameter> parameters = (function != null) ? values(function) : List.of();
			return index < parameters.size() && parameters.get(index).isOptional();
		}

		static @Nullable Object invoke(Method method, Object target, @Nullable Object[] arguments)
				throws IllegalAccessException, InvocationTargetException {
			KFunction<?> function = ReflectJvmMapping.getKotlinFunction(method);
			if (function == null) {
				throw new IllegalStateException("'%s' is not a Kotlin function".formatted(method.toGenericString()));
			}
			KCallablesJvm.setAccessible(function, true);
			Map<KParameter, @Nullable Object> given = new HashMap<>();
			List<KParameter> parameters = values(function);
			for (KParameter parameter : function.getParameters()) {
				if (parameter.getKind() == KParameter.Kind.INSTANCE) {
					given.put(parameter, target);
				}
			}
			for (int i = 0; i < parameters.size(); i++) {
				if (arguments[i] != CommandTarget.LEFT_OUT) {
					given.put(parameters.get(i), arguments[i]);
				}
			}
			Object result = function.callBy(given);
			return (method.getReturnType() != void.class) ? result : null;
		}

		private static List<KParameter> values(KFunction<?> function) {
			return function.getParameters()
				.stream()
				.filter((parameter) -> parameter.getKind() == KParameter.Kind.VALUE)
				.toList();
		}

	}

}
