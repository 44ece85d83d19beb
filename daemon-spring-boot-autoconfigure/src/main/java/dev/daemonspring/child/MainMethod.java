package dev.daemonspring.child;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import org.jspecify.annotations.Nullable;

/**
 * The main method of the user's application, in every form that a JVM accepts: static or
 * not, with or without arguments.
 */
public final class MainMethod {

	private final Method method;

	private final boolean isStatic;

	private MainMethod(Method method) {
		this.method = method;
		this.isStatic = Modifier.isStatic(method.getModifiers());
	}

	/**
	 * Find the main method of a class or of its enclosing class: in a Kotlin companion
	 * object the method on the stack is not the one that the JVM called.
	 * @param type the class
	 * @return its main method, or {@code null} if the JVM could not start it
	 */
	public static @Nullable MainMethod find(Class<?> type) {
		MainMethod main = findIn(type);
		Class<?> enclosing = type.getEnclosingClass();
		return (main == null && enclosing != null) ? find(enclosing) : main;
	}

	private static @Nullable MainMethod findIn(Class<?> type) {
		MainMethod main = findIn(type, String[].class);
		return (main != null) ? main : findIn(type, new Class<?>[0]);
	}

	private static @Nullable MainMethod findIn(Class<?> type, Class<?>... parameterTypes) {
		try {
			MainMethod main = new MainMethod(type.getDeclaredMethod("main", parameterTypes));
			return (main.isStatic || canBeCreated(type)) ? main : null;
		}
		catch (NoSuchMethodException ex) {
			return null;
		}
	}

	private static boolean canBeCreated(Class<?> type) throws NoSuchMethodException {
		return !Modifier.isAbstract(type.getModifiers())
				&& !Modifier.isPrivate(type.getDeclaredConstructor().getModifiers());
	}

	/**
	 * Return the name of the class that has the method.
	 * @return the class name
	 */
	public String className() {
		return this.method.getDeclaringClass().getName();
	}

	/**
	 * Run the method on this thread.
	 * @param arguments the command line
	 * @throws Exception what the method throws
	 */
	void invoke(String... arguments) throws Exception {
		Object target = this.isStatic ? null : create();
		this.method.setAccessible(true);
		try {
			if (this.method.getParameterCount() == 0) {
				this.method.invoke(target);
			}
			else {
				this.method.invoke(target, (Object) arguments);
			}
		}
		catch (InvocationTargetException ex) {
			if (ex.getTargetException() instanceof Exception exception) {
				throw exception;
			}
			throw ex;
		}
	}

	private Object create() throws ReflectiveOperationException {
		Constructor<?> constructor = this.method.getDeclaringClass().getDeclaredConstructor();
		constructor.setAccessible(true);
		return constructor.newInstance();
	}

}
