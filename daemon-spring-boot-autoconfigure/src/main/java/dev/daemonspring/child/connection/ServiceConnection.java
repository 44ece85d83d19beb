package dev.daemonspring.child.connection;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.util.ClassUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The details of a connection, as the methods of their interfaces return them.
 *
 * @param beanName the name of the bean with the details in the daemon
 * @param interfaces the names of the interfaces
 * @param values what their methods return
 */
record ServiceConnection(String beanName, List<String> interfaces, ObjectNode values) {

	static ServiceConnection of(String beanName, ConnectionDetails details) {
		List<Class<?>> types = Arrays.stream(ClassUtils.getAllInterfaces(details))
			.filter((type) -> ConnectionDetails.class.isAssignableFrom(type) && type != ConnectionDetails.class)
			.<Class<?>>map((type) -> type)
			.toList();
		ObjectNode values = JsonMapper.shared().createObjectNode();
		types.forEach((type) -> values.setAll(InterfaceValues.of(type, details)));
		return new ServiceConnection(beanName, types.stream().map(Class::getName).toList(), values);
	}

	ObjectNode toJson(JsonMapper json) {
		ObjectNode node = json.createObjectNode();
		node.put("bean", this.beanName);
		this.interfaces.forEach(node.putArray("interfaces")::add);
		node.set("values", this.values);
		return node;
	}

	static ServiceConnection of(ObjectNode node) {
		List<String> interfaces = new ArrayList<>();
		for (JsonNode name : node.get("interfaces")) {
			interfaces.add(name.asString());
		}
		return new ServiceConnection(node.get("bean").asString(), interfaces, (ObjectNode) node.get("values"));
	}

	/**
	 * Return an object that implements the interfaces and returns the values.
	 */
	Object createProxy(ClassLoader classLoader) {
		Class<?>[] types = this.interfaces.stream()
			.map((name) -> ClassUtils.resolveClassName(name, classLoader))
			.toArray(Class<?>[]::new);
		return Proxy.newProxyInstance(classLoader, types,
				new InterfaceValues("service connection '" + this.beanName + "'", this.values));
	}

}
