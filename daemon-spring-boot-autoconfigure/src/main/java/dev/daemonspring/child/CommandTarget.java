package dev.daemonspring.child;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.DefaultAdvisorChainFactory;
import org.springframework.aop.interceptor.ExposeInvocationInterceptor;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ReflectionUtils;

import dev.daemonspring.child.CommandMethods.CommandMethod;

/**
 * The object that a worker's commands are called on: its proxy if it has one, so that
 * advice on a method (a transaction, an aspect) also applies to the command. A method
 * that the proxy can't intercept, because it is private or final or not in an interface,
 * is called on the worker itself, unless that would bypass advice. As thread-safe as the
 * worker.
 */
final class CommandTarget {

	/**
	 * Represents an argument that the caller has omitted, so that the method's default
	 * value applies.
	 */
	static final Object LEFT_OUT = new Object();

	private final Map<CommandMethod, Invocation> invocations = new HashMap<>();

	/**
	 * Create a target.
	 * @throws IllegalStateException if a command can't be called without bypassing advice
	 */
	CommandTarget(Object worker, CommandMethods methods) {
		for (CommandMethod command : methods.all()) {
			Invocation invocation = invocation(worker, command);
			ReflectionUtils.makeAccessible(invocation.method());
			this.invocations.put(command, invocation);
		}
	}

	private static Invocation invocation(Object worker, CommandMethod command) {
		if (!AopUtils.isAopProxy(worker)) {
			return new Invocation(command.method(), worker);
		}
		Method passedOn = passedOn(worker, command.method());
		if (passedOn != null) {
			return new Invocation(passedOn, worker);
		}
		Object target = AopProxyUtils.getSingletonTarget(worker);
		if (target == null || isAdvised((Advised) worker, command.method(), target.getClass())) {
			throw new IllegalStateException(
					("The command '%s' is the method %s, which the worker's proxy can't pass on, and "
							+ "what is around it (a transaction, an aspect) would be left out. Declare the method in an "
							+ "interface of the worker or set 'spring.aop.proxy-target-class=true', and let it be neither private "
							+ "nor final.")
						.formatted(command.name(), command.method().toGenericString()));
		}
		return invocation(target, command);
	}

	private static @Nullable Method passedOn(Object proxy, Method method) {
		if (!AopUtils.isJdkDynamicProxy(proxy)) {
			boolean overridable = !Modifier.isPrivate(method.getModifiers())
					&& !Modifier.isFinal(method.getModifiers());
			return (overridable) ? method : null;
		}
		for (Class<?> type : AopProxyUtils.proxiedUserInterfaces(proxy)) {
			Method declared = ReflectionUtils.findMethod(type, method.getName(), method.getParameterTypes());
			if (declared != null) {
				return declared;
			}
		}
		return null;
	}

	private static boolean isAdvised(Advised proxy, Method method, Class<?> type) {
		return DefaultAdvisorChainFactory.INSTANCE.getInterceptorsAndDynamicInterceptionAdvice(proxy, method, type)
			.stream()
			.anyMatch((advice) -> advice != ExposeInvocationInterceptor.INSTANCE);
	}

	@Nullable Object invoke(CommandMethod command, @Nullable Object[] arguments)
			throws IllegalAccessException, InvocationTargetException {
		Invocation invocation = this.invocations.get(command);
		if (invocation == null) {
			throw new IllegalArgumentException("The command '" + command.name() + "' is not one of this worker's.");
		}
		if (Arrays.asList(arguments).contains(LEFT_OUT)) {
			return KotlinCommands.invoke(invocation.method(), invocation.target(), arguments);
		}
		return invocation.method().invoke(invocation.target(), arguments);
	}

	/**
	 * How a command is called.
	 *
	 * @param method the method
	 * @param target what it is called on
	 */
	private record Invocation(Method method, Object target) {
	}

}
