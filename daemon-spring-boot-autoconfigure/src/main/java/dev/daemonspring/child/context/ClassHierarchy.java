package dev.daemonspring.child.context;

import java.util.LinkedHashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The names of a class and of all its superclasses and interfaces, by which types of
 * optional libraries are recognized.
 */
final class ClassHierarchy {

	private ClassHierarchy() {
	}

	static Set<String> of(Class<?> type) {
		Set<String> names = new LinkedHashSet<>();
		collect(type, names);
		return names;
	}

	private static void collect(@Nullable Class<?> type, Set<String> names) {
		if (type == null || type == Object.class || !names.add(type.getName())) {
			return;
		}
		collect(type.getSuperclass(), names);
		for (Class<?> implemented : type.getInterfaces()) {
			collect(implemented, names);
		}
	}

}
