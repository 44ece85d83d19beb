package dev.daemonspring.rpc;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;

import com.googlecode.jsonrpc4j.JsonRpcMethod;
import org.springframework.aop.scope.ScopedProxyUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.util.ClassUtils;

import dev.daemonspring.worker.WorkerLoop;

/**
 * The application's beans that serve methods of the RPC: those with a method annotated
 * with {@code @JsonRpcMethod} in their class or in one of its interfaces. Only types are
 * examined; finding a bean does not create it. Workers are left out, because their beans
 * are not created in the daemon.
 */
public class RpcBeans {

	private final ListableBeanFactory beanFactory;

	public RpcBeans(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Add the methods of all such beans.
	 * @param factory the factory to add them to
	 * @throws InvalidRpcMethodException when one of them can't be served
	 */
	public void addTo(RpcEngineFactory factory) {
		for (String name : this.beanFactory.getBeanDefinitionNames()) {
			Class<?> type = (!ScopedProxyUtils.isScopedTarget(name)) ? this.beanFactory.getType(name, false) : null;
			if (type != null && !WorkerLoop.class.isAssignableFrom(type)) {
				for (Class<?> service : services(ClassUtils.getUserClass(type))) {
					factory.add(service, () -> this.beanFactory.getBean(name),
							"bean '" + name + "' (" + service.getName() + ")");
				}
			}
		}
	}

	private static Set<Class<?>> services(Class<?> type) {
		Set<Class<?>> services = new LinkedHashSet<>();
		for (Class<?> candidate : ClassUtils.getAllInterfacesForClassAsSet(type)) {
			if (isService(candidate) && services.stream().noneMatch(candidate::isAssignableFrom)) {
				services.removeIf((service) -> service.isAssignableFrom(candidate));
				services.add(candidate);
			}
		}
		if (!type.isInterface() && isService(type)) {
			services.add(type);
		}
		return services;
	}

	private static boolean isService(Class<?> type) {
		if (type.getName().startsWith("java.") || type.getName().startsWith("org.springframework.")) {
			return false;
		}
		for (Method method : type.getMethods()) {
			boolean own = type.isInterface() || !method.getDeclaringClass().isInterface();
			if (own && method.isAnnotationPresent(JsonRpcMethod.class)) {
				return true;
			}
		}
		return false;
	}

}
