package dev.daemonspring.child.context;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.daemonspring.protocol.ContextSettings;

/**
 * Decides which beans may do something on their own in this process, and remembers which
 * were prevented from it. If workers share the process, what one of them allows is
 * allowed for all. Thread-safe.
 */
final class SelfStartingBeans {

	private final Map<String, ContextSettings> settings = new ConcurrentHashMap<>();

	private final Set<LeftOut> leftOut = ConcurrentHashMap.newKeySet();

	private @Nullable List<Runnable> held;

	/**
	 * Have what beans would do on their own wait for {@link #release()}.
	 */
	synchronized void hold() {
		this.held = new ArrayList<>();
	}

	/**
	 * Keep an arrangement for a bean until {@link #release()}.
	 * @param arrangement what will make the bean do something on its own
	 * @return whether it is kept; if not, it is due now
	 */
	synchronized boolean keep(Runnable arrangement) {
		return this.held != null && this.held.add(arrangement);
	}

	/**
	 * Make the arrangements that were kept.
	 */
	void release() {
		List<Runnable> due;
		synchronized (this) {
			due = (this.held != null) ? this.held : List.of();
			this.held = null;
		}
		due.forEach(Runnable::run);
	}

	/**
	 * A worker has arrived in the process.
	 */
	void add(String worker, ContextSettings workers) {
		this.settings.put(worker, workers);
	}

	/**
	 * Return whether a lifecycle bean may be started.
	 */
	boolean mayStart(String beanName, Object bean) {
		return mayRun(beanName, SelfStarting.of(bean.getClass()), "");
	}

	/**
	 * Return whether the annotated methods of a bean may be called on their own.
	 */
	boolean mayBeCalled(String beanName, AnnotatedMethods methods) {
		return mayRun(beanName, methods.kind(), "@" + methods.annotation());
	}

	private boolean mayRun(String beanName, SelfStarting kind, String annotation) {
		boolean allowed = switch (kind) {
			case LISTENING -> this.settings.values().stream().anyMatch((workers) -> workers.allowsListening(beanName));
			case SCHEDULING -> this.settings.values().stream().anyMatch(ContextSettings::scheduling);
			case NOTHING -> true;
		};
		if (!allowed) {
			this.leftOut.add(new LeftOut(beanName, kind, annotation));
		}
		return allowed;
	}

	/**
	 * Describe the beans that were prevented from doing something, and forget them.
	 * @param worker the name of the worker
	 * @return a sentence, or an empty text if there were none
	 */
	String takeLeftOut(String worker) {
		Set<LeftOut> taken = Set.copyOf(this.leftOut);
		this.leftOut.removeAll(taken);
		if (taken.isEmpty()) {
			return "";
		}
		Set<String> properties = new TreeSet<>();
		taken.forEach((each) -> properties.add("'daemon.workers.%s.%s'".formatted(worker, each.kind().property())));
		return "In the process of worker '%s' these beans do nothing on their own: %s. See %s.".formatted(worker,
				taken.stream().map(LeftOut::toString).sorted().collect(Collectors.joining(", ")),
				String.join(" and ", properties));
	}

	/**
	 * A bean that was prevented from doing something.
	 *
	 * @param beanName the name of the bean
	 * @param kind what it would have done
	 * @param annotation the annotation of its methods, or an empty text
	 */
	private record LeftOut(String beanName, SelfStarting kind, String annotation) {

		@Override
		public String toString() {
			return "'" + this.beanName + "'" + (this.annotation.isEmpty() ? "" : " (" + this.annotation + ")");
		}

	}

}
