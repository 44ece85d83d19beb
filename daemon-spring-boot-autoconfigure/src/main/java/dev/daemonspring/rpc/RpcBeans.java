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
 * Finds the beans that answer methods of the RPC: those with a method annotated
 * {@code @JsonRpcMethod} in their class or in one of its interfaces. Looks at types only;
 * a bean is created by its first call at the earliest. Workers are left out: their beans
 * don't live in the daemon.
 */
public class RpcBeans {

	private final ListableBeanFactory beanFactory;

	public RpcBeans(ListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	/**
	 * Add the methods of every such bean.
	 * @param factory what to add them to
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
