package dev.daemonspring.child.rehearsal;

import java.util.List;

/**
 * A bean that Spring Boot makes and that a standby creates before it has a worker, since
 * that takes long. It is left to its first use where the application takes part in its
 * creation.
 *
 * @param type the type, of which there must be one bean
 * @param contributors the names of the types whose beans take part without being a
 * dependency of that bean; those that do not exist are ignored
 * @param excluded the names of the types that must have no bean
 */
public record StandbyBean(Class<?> type, List<String> contributors, List<String> excluded) {

	/**
	 * Create one in whose creation nothing takes part but what it depends on.
	 */
	public StandbyBean(Class<?> type) {
		this(type, List.of(), List.of());
	}

}
