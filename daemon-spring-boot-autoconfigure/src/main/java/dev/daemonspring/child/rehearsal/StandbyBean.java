package dev.daemonspring.child.rehearsal;

import java.util.List;

/**
 * A bean that Spring Boot makes and that a standby creates before it has a worker, since
 * that takes long. Where the application takes part in its creation, it is left to its
 * first use, and rehearsed: the same auto-configurations make one that nobody uses, with
 * nothing of the application's.
 *
 * @param type the type, of which there must be one bean
 * @param contributors the names of the types whose beans take part without being a
 * dependency of that bean; those that do not exist are ignored
 * @param excluded the names of the types that must have no bean
 * @param autoConfigurations the names of the auto-configurations that a rehearsal takes,
 * in order, or none if it is not rehearsed
 */
public record StandbyBean(Class<?> type, List<String> contributors, List<String> excluded,
		List<String> autoConfigurations) {

	/**
	 * Create one in whose creation nothing takes part but what it depends on, and that is
	 * not rehearsed.
	 */
	public StandbyBean(Class<?> type) {
		this(type, List.of(), List.of(), List.of());
	}

}
