package dev.daemonspring.child.connection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@link ConnectionDetails} that the daemon has from containers, from Docker Compose
 * or, if it was started by {@code SpringApplication.from(…).with(…)}, from beans of its
 * developer. They are collected in the daemon, and in a worker process they replace the
 * beans that would create them there, so that no worker process starts containers of its
 * own.
 */
public final class ServiceConnections {

	/**
	 * No connections.
	 */
	public static final String NONE = "";

	private static final JsonMapper json = JsonMapper.builder().build();

	private static final String BEAN_NAME_PREFIX = "dev.daemonspring.serviceConnection.";

	/**
	 * The classes of Boot's own details of running services. By name, because both are in
	 * modules that an application has only in development.
	 */
	private static final Set<String> RUNNING_SERVICES = Set.of(
			"org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory"
					+ "$ContainerConnectionDetails",
			"org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory"
					+ "$DockerComposeConnectionDetails");

	/**
	 * The types of beans that would start a service or query one. By name, for the same
	 * reason.
	 */
	private static final List<String> NOT_FOR_WORKER_PROCESSES = List.of("org.testcontainers.lifecycle.Startable",
			"org.springframework.test.context.DynamicPropertyRegistrar");

	private final List<ServiceConnection> connections;

	private ServiceConnections(List<ServiceConnection> connections) {
		this.connections = connections;
	}

	/**
	 * Collect the connections of a daemon. Creates the beans.
	 * @param beanFactory the beans of the daemon's application
	 * @param augmented whether the application was started by
	 * {@code SpringApplication.from(…).with(…)}
	 * @return the connections as text, which contains secrets
	 */
	public static String collect(ConfigurableListableBeanFactory beanFactory, boolean augmented) {
		ArrayNode connections = json.createArrayNode();
		for (String name : beanFactory.getBeanNamesForType(ConnectionDetails.class, true, false)) {
			Class<?> type = beanFactory.getType(name, false);
			if (type != null && (isOfRunningService(type) || (augmented && isOfDeveloper(type)))) {
				ServiceConnection connection = ServiceConnection.of(name,
						beanFactory.getBean(name, ConnectionDetails.class));
				if (!connection.interfaces().isEmpty()) {
					connections.add(connection.toJson(json));
				}
			}
		}
		return connections.isEmpty() ? NONE : json.writeValueAsString(connections);
	}

	/**
	 * Return whether an application has connections to services that it starts itself.
	 * Creates no bean.
	 * @param beanFactory the bean definitions of the application
	 * @return whether there are such connections
	 */
	public static boolean arePresent(ConfigurableListableBeanFactory beanFactory) {
		for (String name : beanFactory.getBeanNamesForType(ConnectionDetails.class, true, false)) {
			Class<?> type = beanFactory.getType(name, false);
			if (type != null && isOfRunningService(type)) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOfRunningService(Class<?> type) {
		for (Class<?> current = type; current != null; current = current.getSuperclass()) {
			if (RUNNING_SERVICES.contains(current.getName())) {
				return true;
			}
		}
		return false;
	}

	private static boolean isOfDeveloper(Class<?> type) {
		return type.isInterface() || !type.getName().startsWith("org.springframework.boot.");
	}

	/**
	 * Read connections.
	 * @param text what {@link #collect} has returned
	 * @return the connections
	 */
	public static ServiceConnections of(String text) {
		List<ServiceConnection> connections = new ArrayList<>();
		if (!text.equals(NONE)) {
			for (JsonNode connection : json.readTree(text)) {
				connections.add(ServiceConnection.of((ObjectNode) connection));
			}
		}
		return new ServiceConnections(connections);
	}

	/**
	 * Give the connections to the application of a worker process.
	 * @param context its context, which has no bean definitions yet except those of its
	 * sources
	 */
	public void addTo(ConfigurableApplicationContext context) {
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
		Map<String, String> standIns = new LinkedHashMap<>();
		for (ServiceConnection connection : this.connections) {
			String standIn = BEAN_NAME_PREFIX + connection.beanName();
			Object proxy = connection.createProxy(beanClassLoader(context));
			RootBeanDefinition definition = new RootBeanDefinition(proxy.getClass());
			definition.setInstanceSupplier(() -> proxy);
			definition.setPrimary(true);
			registry.registerBeanDefinition(standIn, definition);
			standIns.put(connection.beanName(), standIn);
		}
		context.addBeanFactoryPostProcessor((beanFactory) -> {
			standIns.forEach((name, standIn) -> replace((BeanDefinitionRegistry) beanFactory, name, standIn));
			removeStarters(beanFactory);
		});
	}

	private static void replace(BeanDefinitionRegistry registry, String name, String standIn) {
		if (registry.containsBeanDefinition(name)) {
			registry.removeBeanDefinition(name);
		}
		if (!registry.isBeanNameInUse(name)) {
			registry.registerAlias(standIn, name);
		}
	}

	private static void removeStarters(ConfigurableListableBeanFactory beanFactory) {
		for (String typeName : NOT_FOR_WORKER_PROCESSES) {
			Class<?> type = load(typeName, beanFactory.getBeanClassLoader());
			if (type != null) {
				for (String name : beanFactory.getBeanNamesForType(type, true, false)) {
					if (beanFactory.containsBeanDefinition(name)) {
						((BeanDefinitionRegistry) beanFactory).removeBeanDefinition(name);
					}
				}
			}
		}
	}

	private static @Nullable Class<?> load(String name, @Nullable ClassLoader classLoader) {
		try {
			return ClassUtils.forName(name, classLoader);
		}
		catch (ClassNotFoundException | LinkageError ex) {
			return null;
		}
	}

	private static ClassLoader beanClassLoader(ConfigurableApplicationContext context) {
		ClassLoader classLoader = context.getBeanFactory().getBeanClassLoader();
		return (classLoader != null) ? classLoader : ServiceConnections.class.getClassLoader();
	}

}
